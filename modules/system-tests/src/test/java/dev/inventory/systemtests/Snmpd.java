package dev.inventory.systemtests;

import static dev.inventory.systemtests.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.snmp4j.CommunityTarget;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** Net-SNMP's agent as a process of ours, on a port of loopback addresses. */
final class Snmpd implements AutoCloseable {

    static final Path BINARY = Path.of("/usr/sbin/snmpd");
    static final String COMMUNITY = "public";
    static final String LOCATION = "Cellar of the system tests";

    final int port;
    private final Process process;
    private Instant started = Instant.MIN;

    /** An agent that may be read. */
    Snmpd() {
        this("""
                rocommunity %s 127.0.0.1
                sysLocation %s
                sysContact noc@example.net
                """.formatted(COMMUNITY, LOCATION));
    }

    private Snmpd(String directives) {
        this(Ports.freeUdp(), List.of("127.0.0.1"), directives);
    }

    /**
     * A user of version 3.
     *
     * @param auth as {@code createUser} names it; empty for none
     * @param priv likewise
     */
    record User(String name, String auth, String authKey, String priv, String privKey) {

        String directives() {
            String create = auth.isEmpty() ? "" : " " + auth + " \"" + authKey + "\"";
            String encrypt = priv.isEmpty() ? "" : " " + priv + " \"" + privKey + "\"";
            String level = auth.isEmpty() ? "noauth" : priv.isEmpty() ? "auth" : "priv";
            return "createUser " + name + create + encrypt + "\nrwuser " + name + " " + level + "\n";
        }
    }

    /**
     * An agent with users, who may write.
     *
     * @param addresses on which it listens, all at the same port
     */
    static Snmpd of(int port, List<String> addresses, String engineId, List<User> users) {
        StringBuilder directives = new StringBuilder("rocommunity " + COMMUNITY + " 127.0.0.0/8\n")
                .append("engineID ")
                .append(engineId)
                .append('\n');
        users.forEach(user -> directives.append(user.directives()));
        return new Snmpd(port, addresses, directives.toString());
    }

    /** An agent that may be read at the loopback address of version 6, and there alone. */
    static Snmpd ofIpv6() {
        return new Snmpd(Ports.freeUdp(), List.of("::1"), """
                rocommunity6 %s ::1
                sysLocation %s
                """.formatted(COMMUNITY, LOCATION));
    }

    /** An agent whose system group may be written, too: what its configuration names is fixed. */
    static Snmpd writable() {
        return new Snmpd("rwcommunity " + COMMUNITY + " 127.0.0.1\n");
    }

    private Snmpd(int port, List<String> addresses, String directives) {
        this.port = port;
        Path directory = Paths.fresh("snmpd");
        try {
            Path configuration = Files.writeString(directory.resolve("snmpd.conf"), directives);
            List<String> command = new ArrayList<>(List.of(
                    BINARY.toString(),
                    "-f", // in the foreground
                    "-C", // no other configuration
                    "-c",
                    configuration.toString(),
                    "-Lo", // log to its output
                    "-I", // no socket for sub-agents
                    "-smux",
                    "-p",
                    directory.resolve("snmpd.pid").toString()));
            addresses.forEach(address ->
                    command.add((address.contains(":") ? "udp6:[" + address + "]" : "udp:" + address) + ":" + port));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("snmpd.log").toFile());
            builder.environment().put("SNMP_PERSISTENT_DIR", directory.toString());
            process = builder.start();
            awaitAnswer(addresses.get(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When the agent began to count its up time, by its own account. */
    Instant started() {
        return started;
    }

    /** On a busy machine it takes seconds until it listens: what a test measures begins after that. */
    private void awaitAnswer(String address) throws IOException {
        try (Snmp session = new Snmp(new DefaultUdpTransportMapping())) {
            session.listen();
            CommunityTarget<UdpAddress> target = new CommunityTarget<>(
                    new UdpAddress(InetAddress.getByName(address), port), new OctetString(COMMUNITY));
            target.setVersion(SnmpConstants.version2c);
            target.setTimeout(200);
            PDU question = new PDU(PDU.GET, List.of(new VariableBinding(SnmpConstants.sysUpTime)));
            await("snmpd answers").until(() -> {
                assertThat(process.isAlive()).as("snmpd runs").isTrue();
                PDU answer = session.send(question, target).getResponse();
                if (answer != null) {
                    long upTime = ((TimeTicks) answer.getVariable(SnmpConstants.sysUpTime)).toMilliseconds();
                    started = Instant.now().minusMillis(upTime);
                }
                return answer != null;
            });
        }
    }

    /** Writes one of its texts, as another manager would. */
    void set(String oid, String value) {
        VariableBinding written = new VariableBinding(new OID(oid), new OctetString(value));
        ask(PDU.SET, written);
    }

    /** What it has under an object. */
    String get(String oid) {
        return ask(PDU.GET, new VariableBinding(new OID(oid))).getVariable().toString();
    }

    private VariableBinding ask(int type, VariableBinding binding) {
        try (Snmp session = new Snmp(new DefaultUdpTransportMapping())) {
            session.listen();
            CommunityTarget<UdpAddress> target = new CommunityTarget<>(
                    new UdpAddress(InetAddress.getLoopbackAddress(), port), new OctetString(COMMUNITY));
            target.setVersion(SnmpConstants.version2c);
            target.setTimeout(5000);
            PDU answer = session.send(new PDU(type, List.of(binding)), target).getResponse();
            assertThat(answer).as("snmpd answers").isNotNull();
            assertThat(answer.getErrorStatusText()).isEqualTo("Success");
            return answer.get(0);
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
