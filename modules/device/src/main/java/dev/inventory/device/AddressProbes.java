package dev.inventory.device;

import dev.inventory.platform.json.Body;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Asks addresses that are no devices of the inventory yet, asynchronously and many at once. */
public interface AddressProbes {

    /**
     * How an address is asked.
     *
     * @param port UDP port
     * @param timeoutMs how long the first answer is waited for, in milliseconds
     * @param retries how often a question is repeated
     */
    record Manner(int port, int timeoutMs, int retries) {}

    /** Reads a credential as the {@code snmp} object of a device has it; what is wrong is noted in the body. */
    SnmpCredential read(Body body);

    /**
     * Asks what there is at an address. The credentials are tried in order until one is taken: to a community that it does
     * not know an agent is as silent as nobody.
     *
     * @param runner where further questions are asked from; the stage may complete on a thread of the network
     */
    CompletionStage<Probe<FoundAgent>> ask(
            InetAddress address, List<SnmpCredential> credentials, Manner manner, Executor runner);
}
