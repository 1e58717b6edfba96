package dev.inventory.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

/** What a manager sees that asks healthy agents. */
class CommandsTest {
    private static final String UNKNOWN = "1.3.6.1.2.1.1.99.0";

    private static AgentFarm farm;
    private final SnmpClient client = new SnmpClient();

    @BeforeAll
    static void start() throws IOException {
        farm = AgentFarm.start(FreePort.layout(29));
    }

    @AfterAll
    static void stop() {
        farm.close();
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void getAnswersInTheOrderOfTheRequest() {
        Agent agent = farm.agent(1);

        PDU response = client.get(agent, SnmpClient.SYS_NAME, SnmpClient.SYS_DESCR, "1.3.6.1.2.1.1.2.0", UNKNOWN)
                .orElseThrow();

        assertThat(response.getErrorStatus()).isZero();
        assertThat(response.get(0).getVariable()).hasToString(agent.name());
        assertThat(response.get(1).getVariable()).hasToString(agent.profile().description());
        assertThat(response.get(2).getVariable())
                .isEqualTo(new OID(agent.profile().objectId()));
        assertThat(response.get(3).getVariable()).isEqualTo(Null.noSuchInstance);
    }

    @Test
    void version1HasErrorsInsteadOfExceptions() {
        client.v1();

        PDU unknown = client.get(farm.agent(1), SnmpClient.SYS_NAME, UNKNOWN).orElseThrow();
        assertThat(unknown.getErrorStatus()).isEqualTo(PDU.noSuchName);
        assertThat(unknown.getErrorIndex()).isEqualTo(2);
        assertThat(unknown.size()).isEqualTo(2);

        PDU end = client.send(farm.agent(1), client.pdu(PDU.GETNEXT, "1.3.7")).orElseThrow();
        assertThat(end.getErrorStatus()).isEqualTo(PDU.noSuchName);
        assertThat(end.getErrorIndex()).isEqualTo(1);

        assertThat(client.value(farm.agent(1), SnmpClient.SYS_NAME))
                .hasToString(farm.agent(1).name());
    }

    @Test
    void theWalksByGetNextAndByGetBulkAreTheSame() {
        Agent agent = farm.agent(4);
        List<VariableBinding> byNext = client.walk(agent, "0.0");
        List<VariableBinding> byBulk = bulkWalk(agent);

        assertThat(oids(byNext)).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(60);
        assertThat(oids(byBulk)).isEqualTo(oids(byNext));
        assertThat(oids(byNext)).contains(new OID(SnmpClient.SYS_DESCR), new OID(SnmpClient.ENTITY_SERIAL + ".1001"));
    }

    @Test
    void bulkRepeatsOnlyTheRepeaters() {
        PDU response =
                client.bulk(farm.agent(1), 1, 3, "1.3.6.1.2.1.1.1", "1.3.6.1.2.1.2.2.1.1", "1.3.6.1.2.1.2.2.1.2");

        assertThat(oids(response.getVariableBindings()))
                .containsExactly(
                        new OID(SnmpClient.SYS_DESCR),
                        new OID("1.3.6.1.2.1.2.2.1.1.1"),
                        new OID("1.3.6.1.2.1.2.2.1.2.1"),
                        new OID("1.3.6.1.2.1.2.2.1.1.2"),
                        new OID("1.3.6.1.2.1.2.2.1.2.2"),
                        new OID("1.3.6.1.2.1.2.2.1.1.3"),
                        new OID("1.3.6.1.2.1.2.2.1.2.3"));
    }

    @Test
    void bulkEndsWithTheMib() {
        PDU atEnd = client.bulk(farm.agent(1), 0, 5, "1.3.6.1.6.3.10.2.1.3");
        assertThat(oids(atEnd.getVariableBindings()))
                .containsExactly(
                        new OID(SnmpClient.ENGINE_TIME),
                        new OID("1.3.6.1.6.3.10.2.1.4.0"),
                        new OID("1.3.6.1.6.3.10.2.1.4.0"));
        assertThat(atEnd.get(2).getVariable()).isEqualTo(Null.endOfMibView);

        PDU past = client.bulk(farm.agent(1), 0, 5, "1.3.7", "1.3.6.1.6.3.10.2.1.3.0");
        assertThat(oids(past.getVariableBindings()))
                .containsExactly(
                        new OID("1.3.7"),
                        new OID("1.3.6.1.6.3.10.2.1.4.0"),
                        new OID("1.3.7"),
                        new OID("1.3.6.1.6.3.10.2.1.4.0"));
    }

    @Test
    void bulkIsCutToWhatFits() {
        PDU response = client.bulk(farm.agent(4), 0, 10_000, "1.3.6");

        assertThat(response.getErrorStatus()).isZero();
        assertThat(response.getBERLength()).isBetween(1200, 1472);
    }

    @Test
    void whatDoesNotFitIsTooBig() {
        String[] many = Stream.generate(() -> SnmpClient.SYS_DESCR).limit(30).toArray(String[]::new);

        PDU v2 = client.get(farm.agent(1), many).orElseThrow();
        assertThat(v2.getErrorStatus()).isEqualTo(PDU.tooBig);
        assertThat(v2.size()).isZero();

        PDU v1 = client.v1().get(farm.agent(1), many).orElseThrow();
        assertThat(v1.getErrorStatus()).isEqualTo(PDU.tooBig);
        assertThat(v1.size()).isEqualTo(30);
    }

    @Test
    void aLongerMessageMayBeAllowed() throws IOException {
        String[] many = Stream.generate(() -> SnmpClient.SYS_DESCR).limit(300).toArray(String[]::new);

        try (AgentFarm wide = AgentFarm.start(FreePort.layout(1).withMaxMessageOctets(65_507))) {
            PDU response = client.get(wide.agent(1), many).orElseThrow();
            assertThat(response.size()).isEqualTo(300);
            assertThat(response.get(299).getVariable())
                    .hasToString(wide.agent(1).profile().description());
        }
    }

    @Test
    void everyChassisHasTheSerialOfItsAgent() {
        for (Agent agent : farm.agents()) {
            assertThat(client.chassisSerial(agent)).isEqualTo(agent.serial());
            boolean first = client.value(agent, SnmpClient.ENTITY_SERIAL + ".1")
                    .toString()
                    .equals(agent.serial());
            assertThat(first).as("chassis of %s first", agent.number()).isEqualTo(agent.number() % 4 != 0);
        }
        assertThat(farm.agent(5).serial()).isEqualTo("SIM-000005");
    }

    @Test
    void agentsDiffer() {
        var engines = new HashSet<String>();
        var names = new HashSet<String>();
        var kinds = new HashSet<DeviceKind>();
        for (Agent agent : farm.agents()) {
            engines.add(client.value(agent, "1.3.6.1.6.3.10.2.1.1.0").toString());
            names.add(agent.name());
            kinds.add(agent.profile().kind());
        }
        assertThat(engines).hasSize(29);
        assertThat(names).hasSize(29);
        assertThat(kinds).containsExactlyInAnyOrder(DeviceKind.values());
    }

    @Test
    void setChangesTheSystemGroup() {
        Agent agent = farm.agent(7);
        client.community("private");

        PDU response = client.set(agent, text(SnmpClient.SYS_NAME, "core-7"), text(SnmpClient.SYS_LOCATION, "Höhe 3"));

        assertThat(response.getErrorStatus()).isZero();
        assertThat(response.get(0).getVariable()).hasToString("core-7");
        assertThat(agent.name()).isEqualTo("core-7");
        assertThat(agent.location()).isEqualTo("Höhe 3");
        assertThat(client.community("public").value(agent, SnmpClient.SYS_NAME)).hasToString("core-7");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 127, 128, 255})
    void setTakesLongStrings(int length) {
        client.community("private");
        var contact = "c".repeat(length);

        assertThat(client.set(farm.agent(8), text(SnmpClient.SYS_CONTACT, contact))
                        .getErrorStatus())
                .isZero();
        assertThat(client.value(farm.agent(8), SnmpClient.SYS_CONTACT)).hasToString(contact);
        assertThat(farm.agent(8).contact()).isEqualTo(contact);
    }

    @Test
    void setIsAllOrNothing() {
        Agent agent = farm.agent(9);
        String before = agent.name();
        client.community("private");

        PDU response = client.set(agent, text(SnmpClient.SYS_NAME, "new"), text(SnmpClient.SYS_DESCR, "new"));

        assertThat(response.getErrorStatus()).isEqualTo(PDU.notWritable);
        assertThat(response.getErrorIndex()).isEqualTo(2);
        assertThat(agent.name()).isEqualTo(before);
    }

    @Test
    void setSaysWhyItDoesNot() {
        Agent agent = farm.agent(10);
        VariableBinding good = text(SnmpClient.SYS_NAME, "new");
        VariableBinding unknown = text(UNKNOWN, "new");
        VariableBinding tooLong = text(SnmpClient.SYS_NAME, "n".repeat(256));
        var number = new VariableBinding(new OID(SnmpClient.SYS_NAME), new Integer32(5));

        assertThat(client.set(agent, good).getErrorStatus()).isEqualTo(PDU.noAccess);
        client.community("private");
        assertThat(client.set(agent, unknown).getErrorStatus()).isEqualTo(PDU.noCreation);
        assertThat(client.set(agent, tooLong).getErrorStatus()).isEqualTo(PDU.wrongLength);
        assertThat(client.set(agent, number).getErrorStatus()).isEqualTo(PDU.wrongType);
        client.v1();
        assertThat(client.set(agent, unknown).getErrorStatus()).isEqualTo(PDU.noSuchName);
        assertThat(client.set(agent, number).getErrorStatus()).isEqualTo(PDU.badValue);
        assertThat(agent.name()).isNotEqualTo("new");
        assertThat(client.set(agent, good).getErrorStatus()).isZero();
    }

    @Test
    void anUnknownCommunityIsSilence() {
        assertThat(client.impatient().community("publi").answers(farm.agent(1))).isFalse();
        assertThat(client.community("public ").answers(farm.agent(1))).isFalse();
    }

    private List<VariableBinding> bulkWalk(Agent agent) {
        var found = new ArrayList<VariableBinding>();
        OID at = new OID("0.0");
        while (true) {
            PDU response = client.bulk(agent, 0, 7, at.toDottedString());
            for (VariableBinding binding : response.getVariableBindings()) {
                if (binding.isException()) {
                    return found;
                }
                found.add(binding);
                at = binding.getOid();
            }
        }
    }

    private static VariableBinding text(String oid, String text) {
        return new VariableBinding(new OID(oid), new OctetString(text.getBytes(UTF_8)));
    }

    private static List<OID> oids(List<? extends VariableBinding> bindings) {
        return IntStream.range(0, bindings.size())
                .mapToObj(i -> bindings.get(i).getOid())
                .toList();
    }
}
