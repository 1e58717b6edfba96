package dev.inventory.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;

/** A UDP port that nobody has at any local address right now. */
final class FreePort {
    private FreePort() {}

    static int udp() {
        try (var socket = new DatagramSocket()) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static FarmLayout layout(int agents) {
        return FarmLayout.of(agents).withFirstAddress("127.30.0.1").withPort(udp());
    }
}
