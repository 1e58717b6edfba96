package dev.inventory.device.internal.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.device.ObservedIdentity;
import dev.inventory.device.Probe;
import dev.inventory.platform.lifecycle.Started;
import dev.inventory.simulator.Agent;
import dev.inventory.simulator.AgentFarm;
import dev.inventory.simulator.Behaviour;
import dev.inventory.simulator.FarmLayout;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The session against simulated agents, over real UDP. */
class SnmpSessionTest {

    private static final int AGENTS = 8;

    private static AgentFarm farm;
    private static int port;
    private static SnmpSession session;

    @BeforeAll
    static void start() throws IOException {
        try (DatagramSocket free = new DatagramSocket(0)) {
            port = free.getLocalPort();
        }
        farm = AgentFarm.start(
                FarmLayout.of(AGENTS).withFirstAddress("127.31.0.1").withPort(port));
        session = new SnmpSession();
        session.open(new Started());
    }

    @AfterAll
    static void stop() {
        session.close();
        farm.close();
    }

    private static SnmpAgent at(Agent agent, String version) {
        return new SnmpAgent(agent.address(), new SnmpCredentials.Community("1".equals(version), "public"), 500, 1);
    }

    private static SnmpReply getInTurn(SnmpAgent agent) throws Exception {
        CompletableFuture<SnmpReply> reply = new CompletableFuture<>();
        session.getInTurn(agent, SystemGroup.OIDS, agent.retries(), reply::complete);
        return reply.get(10, TimeUnit.SECONDS);
    }

    private static SnmpReply get(SnmpAgent agent) throws Exception {
        CompletableFuture<SnmpReply> reply = new CompletableFuture<>();
        session.get(agent, SystemGroup.OIDS, agent.retries(), reply::complete);
        return reply.get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2c"})
    void anAgentTellsWhatItIs(String version) throws Exception {
        Agent agent = farm.agents().get(0);
        SnmpReply reply = get(at(agent, version));

        assertThat(reply).isInstanceOf(SnmpReply.Answer.class);
        SystemGroup group = SystemGroup.of(((SnmpReply.Answer) reply).varbinds());
        assertThat(group.agentTime()).isPresent();
        assertThat(group.engine()).isPresent();
        assertThat(group.facts()).containsKeys("sysDescr", "sysObjectID").containsEntry("sysName", agent.name());
    }

    @Test
    void aDeadAgentIsATimeout() throws Exception {
        Agent agent = farm.agents().get(1);
        agent.behave(Behaviour.DEAD);

        assertThat(get(at(agent, "2c"))).isInstanceOf(SnmpReply.Timeout.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2c"})
    void theChassisCountsWhereverItStands(String version) throws Exception {
        EntityMib mib = new EntityMib();
        mib.session = session;
        for (Agent agent : farm.agents().subList(2, AGENTS)) {
            Probe<ObservedIdentity> probe = mib.read(at(agent, version), true).get(10, TimeUnit.SECONDS);

            assertThat(probe).isInstanceOf(Probe.Answered.class);
            ObservedIdentity identity = ((Probe.Answered<ObservedIdentity>) probe).value();
            assertThat(identity.serialNumber()).contains(agent.serial());
            assertThat(identity.model()).isNotEqualTo(Optional.empty());
            assertThat(identity.firmwareVersion()).isPresent();
        }
    }

    @Test
    void anAnswerThatWouldBeTooBigIsAskedForInParts() throws Exception {
        int other;
        try (DatagramSocket free = new DatagramSocket(0)) {
            other = free.getLocalPort();
        }
        try (AgentFarm terse = AgentFarm.start(
                FarmLayout.of(1).withFirstAddress("127.31.1.1").withPort(other).withMaxMessageOctets(484))) {
            Agent agent = terse.agents().get(0);
            String text = "long ".repeat(50) + "end";
            SnmpAgent writer = new SnmpAgent(agent.address(), new SnmpCredentials.Community(false, "private"), 500, 1);
            for (WritableObject object : List.of(WritableObject.SYS_NAME, WritableObject.SYS_LOCATION)) {
                CompletableFuture<SnmpReply> written = new CompletableFuture<>();
                session.set(writer, List.of(object.binding(text)), written::complete);
                assertThat(written.get(10, TimeUnit.SECONDS)).isInstanceOf(SnmpReply.Answer.class);
            }

            for (int time = 0; time < 2; time++) {
                SnmpReply reply = get(at(agent, "2c"));
                assertThat(reply).isInstanceOf(SnmpReply.Answer.class);
                assertThat(SystemGroup.of(((SnmpReply.Answer) reply).varbinds()).facts())
                        .containsEntry("sysName", text)
                        .containsEntry("sysLocation", text);
            }
        }
    }

    @Test
    void whetherAQuestionWasTooLargeIsFoundOutTheNextTimeByWhoAsksInTurn() throws Exception {
        try (ObjectAgent shy = new ObjectAgent("127.31.2.1", 4, Map.of("1.3.6.1.2.1.1.5.0", "shy"))) {
            assertThat(getInTurn(shy.agent())).isInstanceOf(SnmpReply.Timeout.class);
            assertThat(shy.asked).hasValue(0);

            for (int time = 0; time < 2; time++) {
                assertThat(getInTurn(shy.agent())).isInstanceOfSatisfying(SnmpReply.Answer.class, answer -> assertThat(
                                SystemGroup.of(answer.varbinds()).facts())
                        .containsEntry("sysName", "shy"));
            }
            // half to find out and two halves; then two halves at once
            assertThat(shy.asked).hasValue(5);
        }
    }

    @Test
    void anAgentThatWasAwayIsAskedForAllAtOnceAgain() throws Exception {
        Agent agent = farm.agents().get(AGENTS - 1);
        agent.behave(Behaviour.DEAD);
        SnmpAgent asked = at(agent, "2c");
        assertThat(getInTurn(asked)).isInstanceOf(SnmpReply.Timeout.class);
        assertThat(getInTurn(asked)).isInstanceOf(SnmpReply.Timeout.class);

        agent.behave(Behaviour.HEALTHY);
        assertThat(getInTurn(asked)).isInstanceOf(SnmpReply.Answer.class);
        long before = agent.requests();
        assertThat(getInTurn(asked)).isInstanceOf(SnmpReply.Answer.class);
        assertThat(agent.requests() - before).isEqualTo(1);
    }

    @Test
    void whatCannotBeSentIsToldOnceAndNotWaitedFor() throws Exception {
        SnmpAgent nowhere = new SnmpAgent( // the system refuses to send to port 0
                new InetSocketAddress("127.31.0.1", 0), new SnmpCredentials.Community(false, "public"), 100, 0);
        List<SnmpReply> replies = new CopyOnWriteArrayList<>();

        session.get(nowhere, SystemGroup.SIGN_OF_LIFE, 0, replies::add);
        assertThat(replies).singleElement().isInstanceOf(SnmpReply.NotSent.class);

        TimeUnit.MILLISECONDS.sleep(300); // its time-out, and some more
        assertThat(replies).hasSize(1);
    }
}
