package dev.inventory.device.internal.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.device.ObservedIdentity;
import dev.inventory.device.Probe;
import dev.inventory.platform.lifecycle.Started;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a device is, asked of agents with and without ENTITY-MIB, over real UDP. */
class IdentificationTest {

    private static final String SYS_OBJECT_ID = "1.3.6.1.2.1.1.2.0";
    private static final String ENTITY = "1.3.6.1.2.1.47.1.1.1.1.";

    private static SnmpSession session;
    private static Identification identification;

    @BeforeAll
    static void start() {
        session = new SnmpSession();
        session.open(new Started());
        EntityMib entityMib = new EntityMib();
        entityMib.session = session;
        identification = new Identification();
        identification.entityMib = entityMib;
        identification.session = session;
    }

    @AfterAll
    static void stop() {
        session.close();
    }

    private static Probe<ObservedIdentity> read(Map<String, String> objects) throws Exception {
        try (ObjectAgent agent = new ObjectAgent("127.0.0.1", 100, objects)) {
            return identification.read(agent.agent(), true).get(20, TimeUnit.SECONDS);
        }
    }

    private static ObservedIdentity answered(Map<String, String> objects) throws Exception {
        Probe<ObservedIdentity> probe = read(objects);
        assertThat(probe).isInstanceOf(Probe.Answered.class);
        return ((Probe.Answered<ObservedIdentity>) probe).value();
    }

    @Test
    void entityMibComesFirst() throws Exception {
        assertThat(answered(Map.of(
                        SYS_OBJECT_ID,
                        "1.3.6.1.4.1.9.1.1",
                        ENTITY + "5.7",
                        "3",
                        ENTITY + "11.7",
                        "FOC1",
                        ENTITY + "13.7",
                        "C9300",
                        "1.3.6.1.4.1.9.3.6.3.0",
                        "other")))
                .isEqualTo(new ObservedIdentity(
                        Optional.of("FOC1"), Optional.of("C9300"), Optional.empty(), "ENTITY-MIB"));
    }

    @Test
    void theVersionIsThatOfTheSoftwareWhichRuns() throws Exception {
        ObservedIdentity both = answered(Map.of(
                ENTITY + "5.1", "3", ENTITY + "9.1", "16.7(3r)", ENTITY + "10.1", "17.3.4a", ENTITY + "11.1", "F1"));
        assertThat(both.firmwareVersion()).contains("17.3.4a");
        assertThat(both.bootFirmware()).contains("16.7(3r)");

        ObservedIdentity one = answered(
                Map.of(ENTITY + "5.1", "3", ENTITY + "9.1", "v7.2.8", ENTITY + "10.1", "", ENTITY + "11.1", "F1"));
        assertThat(one.firmwareVersion()).contains("v7.2.8");
        assertThat(one.bootFirmware()).isEmpty();
    }

    @Test
    void thenTheVendorsOwnObjects() throws Exception {
        assertThat(answered(Map.of(
                        SYS_OBJECT_ID,
                        "1.3.6.1.4.1.2636.1.1.1.2.29",
                        "1.3.6.1.4.1.2636.3.1.2.0",
                        "Juniper MX480",
                        "1.3.6.1.4.1.2636.3.1.3.0",
                        "JN1")))
                .isEqualTo(new ObservedIdentity(
                        Optional.of("JN1"), Optional.of("Juniper MX480"), Optional.empty(), "JUNIPER-MIB"));
    }

    @Test
    void anEntityMibWithoutASerialNumberIsNone() throws Exception {
        assertThat(answered(Map.of(
                                SYS_OBJECT_ID,
                                "1.3.6.1.4.1.12356.101.1.644",
                                ENTITY + "5.1",
                                "3",
                                ENTITY + "11.1",
                                "",
                                "1.3.6.1.4.1.12356.100.1.1.1.0",
                                "FGT60F1"))
                        .serialNumber())
                .contains("FGT60F1");
    }

    @Test
    void oneOfSeveralPlacesIsFound() throws Exception {
        assertThat(answered(Map.of(
                                SYS_OBJECT_ID,
                                "1.3.6.1.4.1.318.1.3.4.5",
                                "1.3.6.1.4.1.318.1.1.12.1.5.0",
                                "AP7920",
                                "1.3.6.1.4.1.318.1.1.12.1.6.0",
                                "ZA1"))
                        .serialNumber())
                .contains("ZA1");
    }

    @Test
    void aDeviceThatTellsNothingIsSaidSo() throws Exception {
        assertThat(read(Map.of(SYS_OBJECT_ID, "1.3.6.1.4.1.99999.1")))
                .isEqualTo(new Probe.Refused<>(Probe.Cause.NO_SUCH_OBJECT, "The device has no ENTITY-MIB"));
    }

    @Test
    void aLargeQuestionThatIsNotAnsweredIsHalvedAndThatIsRemembered() throws Exception {
        Map<String, String> objects = Map.of("1.3.6.1.2.1.1.5.0", "core-1", "1.3.6.1.2.1.1.6.0", "Rack 1");
        try (ObjectAgent agent = new ObjectAgent("127.0.0.1", 4, objects)) {
            assertThat(facts(agent)).containsEntry("sysName", "core-1").containsEntry("sysLocation", "Rack 1");
            int first = agent.asked.get();
            assertThat(facts(agent)).hasSize(2);
            assertThat(agent.asked.get() - first)
                    .as("messages of the next question")
                    .isEqualTo(2);
        }
    }

    private static Map<String, String> facts(ObjectAgent agent) throws Exception {
        CompletableFuture<SnmpReply> reply = new CompletableFuture<>();
        session.get(agent.agent(), SystemGroup.OIDS, 1, reply::complete);
        return SystemGroup.of(((SnmpReply.Answer) reply.get(20, TimeUnit.SECONDS)).varbinds())
                .facts();
    }
}
