package dev.inventory.simulator;

import java.io.IOException;
import java.net.BindException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The thread that serves the sockets of some agents. Packets are read and written through two buffers that are used
 * again and again; only delayed answers are kept.
 */
final class SocketLoop implements Runnable {
    private static final Logger LOG = Logger.getLogger(SocketLoop.class.getName());

    private static final int MAX_DATAGRAM = 65_535;

    /** How many packets are taken from one socket before the others have their turn. */
    private static final int BURST = 8;

    /** How often a delayed answer is looked after, in milliseconds: a farm's clock may run apart from the real one. */
    private static final long DELAYED_CHECK_MILLIS = 5;

    private final Selector selector = Selector.open();
    private final LongSupplier nanos;
    private final CommandResponder responder = new CommandResponder();
    private final ByteBuffer in = ByteBuffer.allocateDirect(MAX_DATAGRAM);
    private final ByteBuffer out = ByteBuffer.allocateDirect(MAX_DATAGRAM);
    private final byte[] packet = new byte[MAX_DATAGRAM];
    private final PriorityQueue<Delayed> delayed = new PriorityQueue<>((a, b) -> Long.signum(a.due() - b.due()));
    private final Consumer<SelectionKey> ready = this::serve;
    private final LongAdder received = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private volatile boolean closing;

    /** An agent and its socket. */
    private record Port(Agent agent, DatagramChannel channel) {}

    /** An answer that waits; {@code due} is in nanoseconds of the farm's clock. */
    private record Delayed(long due, DatagramChannel channel, SocketAddress peer, ByteBuffer answer) {}

    SocketLoop(LongSupplier nanos) throws IOException {
        this.nanos = nanos;
    }

    /** Opens the socket of an agent; not while the loop runs. */
    void add(Agent agent) throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            channel.bind(agent.address());
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Port(agent, channel));
        } catch (IOException failed) {
            channel.close();
            if (failed instanceof BindException) {
                var named = new BindException(agent.address() + ": " + failed.getMessage());
                named.initCause(failed);
                throw named;
            }
            throw failed;
        }
    }

    FarmCounters counters() {
        return new FarmCounters(received.sum(), answered.sum(), malformed.sum());
    }

    @Override
    public void run() {
        try {
            while (!closing) {
                if (delayed.isEmpty()) {
                    selector.select(ready);
                } else {
                    selector.select(ready, DELAYED_CHECK_MILLIS);
                    sendDue();
                }
            }
        } catch (IOException | ClosedSelectorException failed) {
            if (!closing) {
                LOG.log(Level.SEVERE, "The simulated agents of this thread have fallen silent", failed);
            }
        } finally {
            closeSockets();
        }
    }

    /** Ends {@link #run}, which closes the sockets. */
    void stop() {
        closing = true;
        selector.wakeup();
    }

    /** Closes all sockets of a loop that does not run. */
    void closeSockets() {
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            // a channel lets go of its port only when its key has left the selector
            selector.close();
        } catch (IOException failed) {
            LOG.log(Level.WARNING, "A socket of the farm could not be closed", failed);
        }
    }

    private void serve(SelectionKey key) {
        Port port = (Port) key.attachment();
        try {
            for (int i = 0; i < BURST; i++) {
                in.clear();
                SocketAddress peer = port.channel().receive(in);
                if (peer == null) {
                    return;
                }
                in.flip();
                take(port, peer);
            }
        } catch (IOException failed) {
            LOG.log(Level.FINE, failed, () -> "Socket of " + port.agent().address());
        }
    }

    private void take(Port port, SocketAddress peer) throws IOException {
        received.increment();
        long now = nanos.getAsLong();
        int length = in.remaining();
        Agent agent = port.agent();
        if (!agent.hears(now)) {
            return;
        }
        in.get(packet, 0, length);
        try {
            if (!responder.respond(agent, packet, length, now)) {
                return;
            }
        } catch (MalformedPacket notSnmp) {
            malformed.increment();
            return;
        }
        PacketWriter response = responder.response();
        long delay = agent.behaviour().delayNanos();
        if (delay > 0) {
            ByteBuffer copy = ByteBuffer.allocate(response.length());
            copy.put(response.data(), 0, response.length()).flip();
            delayed.add(new Delayed(now + delay, port.channel(), peer, copy));
            return;
        }
        out.clear();
        out.put(response.data(), 0, response.length()).flip();
        send(port.channel(), out, peer);
    }

    private void sendDue() throws IOException {
        long now = nanos.getAsLong();
        for (Delayed next = delayed.peek(); next != null && next.due() - now <= 0; next = delayed.peek()) {
            delayed.remove();
            send(next.channel(), next.answer(), next.peer());
        }
    }

    private void send(DatagramChannel channel, ByteBuffer answer, SocketAddress peer) throws IOException {
        // nothing is sent when the send buffer is full: lost, as on a network
        if (channel.send(answer, peer) > 0) {
            answered.increment();
        }
    }
}
