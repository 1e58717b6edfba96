package dev.inventory.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Net-SNMP's agent as a process of ours, on a free port of 127.0.0.1. */
final class Snmpd implements AutoCloseable {

    static final Path BINARY = Path.of("/usr/sbin/snmpd");
    static final String COMMUNITY = "public";
    static final String LOCATION = "Cellar of the system tests";

    final int port = Ports.freeUdp();
    final Instant started = Instant.now();
    private final Process process;

    Snmpd() {
        Path directory = Paths.fresh("snmpd");
        try {
            Path configuration = Files.writeString(directory.resolve("snmpd.conf"), """
                    rocommunity %s 127.0.0.1
                    sysLocation %s
                    sysContact noc@example.net
                    """.formatted(COMMUNITY, LOCATION));
            ProcessBuilder builder = new ProcessBuilder(
                            BINARY.toString(),
                            "-f", // in the foreground
                            "-C", // no other configuration
                            "-c",
                            configuration.toString(),
                            "-Lo", // log to its output
                            "-I", // no socket for sub-agents
                            "-smux",
                            "-p",
                            directory.resolve("snmpd.pid").toString(),
                            "udp:127.0.0.1:" + port)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("snmpd.log").toFile());
            builder.environment().put("SNMP_PERSISTENT_DIR", directory.toString());
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
