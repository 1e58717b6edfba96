package dev.inventory.benchmark;

import dev.inventory.simulator.FarmLayout;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.snmp4j.CommunityTarget;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.event.ResponseListener;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/**
 * What the library and the machine can do at most: the GET that the server polls with, sent to the same agents by one
 * shared session in a loop that decides nothing and stores nothing.
 */
final class BareLoop {
    /** What the server asks of a device that is up. */
    private static final List<OID> OIDS = List.of(
            new OID("1.3.6.1.2.1.1.1.0"),
            new OID("1.3.6.1.2.1.1.2.0"),
            new OID("1.3.6.1.2.1.1.3.0"),
            new OID("1.3.6.1.2.1.1.4.0"),
            new OID("1.3.6.1.2.1.1.5.0"),
            new OID("1.3.6.1.2.1.1.6.0"),
            new OID("1.3.6.1.6.3.10.2.1.2.0"),
            new OID("1.3.6.1.6.3.10.2.1.3.0"));

    /** Class and serial number in entPhysicalTable. */
    private static final List<OID> COLUMNS =
            List.of(new OID("1.3.6.1.2.1.47.1.1.1.1.5"), new OID("1.3.6.1.2.1.47.1.1.1.1.11"));

    private static final int REPETITIONS = 10;
    private static final int WINDOW = 500;
    private static final int RECEIVE_BUFFER_OCTETS = 4 << 20;
    private static final long TIMEOUT_MILLIS = 1000;

    /**
     * How it went.
     *
     * @param answered in that time
     * @param lost asked and not answered within a second
     * @param cpu of this process, the loop included and the agents not
     */
    record Outcome(long answered, long lost, Duration lasted, Duration cpu) {
        double perSecond() {
            return answered / (lasted.toNanos() / 1e9);
        }
    }

    private final List<CommunityTarget<UdpAddress>> targets = new ArrayList<>();
    private final Dialogue dialogue;
    private final Semaphore window = new Semaphore(WINDOW);
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();

    /** Polls as the server does. */
    BareLoop(FarmLayout network) {
        this(network, Dialogue.poll());
    }

    BareLoop(FarmLayout network, Dialogue dialogue) {
        this.dialogue = dialogue;
        for (int i = 0; i < network.agents(); i++) {
            var address = new UdpAddress(network.address(i).getAddress(), network.port());
            var target = new CommunityTarget<UdpAddress>(address, new OctetString(network.community()));
            target.setVersion(SnmpConstants.version2c);
            target.setTimeout(TIMEOUT_MILLIS);
            target.setRetries(0);
            targets.add(target);
        }
    }

    /** Polls the agents of a network for so long, after twice as long to get warm, and tells what that came to. */
    static Outcome beside(Farm farm, Duration each, Results results)
            throws IOException, BenchmarkFailure, InterruptedException {
        Farm.Work before = farm.work();
        long start = System.nanoTime();
        Outcome bare = new BareLoop(farm.layout()).run(each.multipliedBy(2), each);
        Farm.Work after = farm.work();
        results.add(Figure.of("bare.rate", "bare snmp4j loop, same agents and OIDs", bare.perSecond(), "1/s"));
        results.add(Figure.of(
                "bare.cpu", "  CPU per 10,000 requests", bare.cpu().toNanos() / 1e9 * 10_000 / bare.answered(), "s"));
        results.add(Figure.count("bare.lost", "  not answered", bare.lost(), Goal.NONE_LOST));
        results.add(Figure.of(
                "network.cpu",
                "  CPU of the simulated network per 10,000 answers",
                after.cpu().minus(before.cpu()).toNanos() / 1e9 * 10_000 / (after.answered() - before.answered()),
                "s"));
        results.add(Figure.of(
                "network.busy_bare",
                "  of its one core, while the loop warmed up and ran",
                100 * after.cpu().minus(before.cpu()).toNanos() / (double) (System.nanoTime() - start),
                "%"));
        return bare;
    }

    /** Runs once to get warm, and then for that long. */
    Outcome run(Duration warmUp, Duration time) throws IOException, InterruptedException {
        var transport = new DefaultUdpTransportMapping(new UdpAddress("127.0.0.1/0"));
        // Each message is handled before the next is read, instead of being copied for another thread.
        transport.setAsyncMsgProcessingSupported(false);
        transport.setReceiveBufferSize(RECEIVE_BUFFER_OCTETS);
        var dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv2c());
        try (var snmp = new Snmp(dispatcher, transport)) {
            snmp.listen();
            sweep(snmp, warmUp);
            return sweep(snmp, time);
        }
    }

    private Outcome sweep(Snmp snmp, Duration time) throws IOException, InterruptedException {
        answered.set(0);
        lost.set(0);
        Duration cpu = Machine.ownCpu();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        for (int i = 0; System.nanoTime() < end; i = (i + 1) % targets.size()) {
            window.acquire();
            ask(snmp, targets.get(i));
        }
        window.acquire(WINDOW);
        window.release(WINDOW);
        Duration lasted = Duration.ofNanos(System.nanoTime() - start);
        return new Outcome(answered.get(), lost.get(), lasted, Machine.ownCpu().minus(cpu));
    }

    private void ask(Snmp snmp, Target<UdpAddress> target) throws IOException {
        send(snmp, target, dialogue.first());
    }

    private void send(Snmp snmp, Target<UdpAddress> target, PDU question) throws IOException {
        snmp.send(question, target, null, new ResponseListener() {
            @Override
            public <A extends Address> void onResponse(ResponseEvent<A> event) {
                // Without this the session keeps the request until its time is over, and calls again.
                snmp.cancel(event.getRequest(), this);
                Optional<PDU> next =
                        event.getResponse() == null ? Optional.empty() : dialogue.next(event.getResponse());
                if (next.isPresent()) {
                    try {
                        send(snmp, target, next.get());
                        return;
                    } catch (IOException notSent) {
                        lost.incrementAndGet();
                    }
                } else {
                    (event.getResponse() == null ? lost : answered).incrementAndGet();
                }
                window.release();
            }
        });
    }

    /** What a device is asked, question by question. */
    interface Dialogue {

        PDU first();

        /** The question after an answer; empty when all is known. */
        Optional<PDU> next(PDU answer);

        /** The GET that the server polls with. */
        static Dialogue poll() {
            return new Dialogue() {
                @Override
                public PDU first() {
                    var pdu = new PDU();
                    pdu.setType(PDU.GET);
                    OIDS.forEach(oid -> pdu.add(new VariableBinding(oid)));
                    return pdu;
                }

                @Override
                public Optional<PDU> next(PDU answer) {
                    return Optional.empty();
                }
            };
        }

        /** The walk over class and serial number of entPhysicalTable that the server reads serial numbers by. */
        static Dialogue serialNumber() {
            return new Dialogue() {
                @Override
                public PDU first() {
                    return bulk(COLUMNS);
                }

                @Override
                public Optional<PDU> next(PDU answer) {
                    List<OID> last = new ArrayList<>(COLUMNS);
                    boolean progress = false;
                    for (int i = 0; i < answer.size(); i++) {
                        int column = i % COLUMNS.size();
                        OID oid = answer.get(i).getOid();
                        if (!answer.get(i).isException() && oid.startsWith(COLUMNS.get(column))) {
                            last.set(column, oid);
                            progress = true;
                        }
                    }
                    return progress ? Optional.of(bulk(last)) : Optional.empty();
                }
            };
        }

        private static PDU bulk(List<OID> after) {
            var pdu = new PDU();
            pdu.setType(PDU.GETBULK);
            pdu.setMaxRepetitions(REPETITIONS);
            after.forEach(oid -> pdu.add(new VariableBinding(oid)));
            return pdu;
        }
    }
}
