package dev.inventory.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.event.ResponseListener;
import org.snmp4j.smi.Address;

class AgentFarmTest {
    private static final int MANY = 2_000;

    @Test
    void twoThousandAgentsAnswerAtOnce() throws IOException {
        Set<String> names = ConcurrentHashMap.newKeySet();
        try (AgentFarm farm = AgentFarm.start(FreePort.layout(MANY).withThreads(2));
                var client = new SnmpClient()) {
            for (Agent agent : farm.agents()) {
                client.snmp()
                        .send(
                                client.pdu(PDU.GET, SnmpClient.SYS_NAME, SnmpClient.SYS_UP_TIME),
                                client.target(agent),
                                null,
                                collectInto(names));
            }
            await().until(() -> names.size() == MANY);
            assertThat(farm.agents()).allMatch(agent -> names.contains(agent.name()));
            await().untilAsserted(() -> assertThat(farm.counters()).isEqualTo(new FarmCounters(MANY, MANY, 0)));
        }
    }

    private static ResponseListener collectInto(Set<String> names) {
        return new ResponseListener() {
            @Override
            public <A extends Address> void onResponse(ResponseEvent<A> event) {
                ((Snmp) event.getSource()).cancel(event.getRequest(), this);
                if (event.getResponse() != null) {
                    names.add(event.getResponse().get(0).getVariable().toString());
                }
            }
        };
    }

    @Test
    void malformedPacketsAreIgnored() throws IOException {
        byte[] good = {
            0x30,
            0x26,
            0x02,
            0x01,
            0x01,
            0x04,
            0x06,
            'p',
            'u',
            'b',
            'l',
            'i',
            'c',
            (byte) 0xA0,
            0x19,
            0x02,
            0x01,
            0x05,
            0x02,
            0x01,
            0x00,
            0x02,
            0x01,
            0x00,
            0x30,
            0x0E,
            0x30,
            0x0C,
            0x06,
            0x08,
            0x2B,
            0x06,
            0x01,
            0x02,
            0x01,
            0x01,
            0x05,
            0x00,
            0x05,
            0x00
        };
        var random = new Random(1);
        try (AgentFarm farm = AgentFarm.start(FreePort.layout(1));
                var socket = new DatagramSocket();
                var client = new SnmpClient()) {
            Agent agent = farm.agent(1);
            send(socket, agent, good, good.length);
            await().until(() -> farm.counters().answered() == 1);

            for (int length = 0; length < good.length; length++) {
                send(socket, agent, good, length);
            }
            await().until(() -> agent.requests() == 1 + good.length);
            assertThat(farm.counters().malformed()).isEqualTo(good.length);

            // anything may be in a datagram; the one thing asked of the agent is to live on
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < 100; i++) {
                    byte[] bad = good.clone();
                    bad[random.nextInt(bad.length)] = (byte) random.nextInt();
                    bad[random.nextInt(bad.length)] = (byte) random.nextInt();
                    send(socket, agent, bad, bad.length);
                }
                assertThat(client.answers(agent)).isTrue();
            }
        }
    }

    private static void send(DatagramSocket socket, Agent agent, byte[] data, int length) throws IOException {
        socket.send(new DatagramPacket(data, length, agent.address()));
    }

    @Test
    void closingFreesThePortAndIsDoneOnce() throws IOException {
        FarmLayout layout = FreePort.layout(5);
        AgentFarm first = AgentFarm.start(layout);
        assertThatThrownBy(() -> AgentFarm.start(layout))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("127.30.0.1");
        first.close();
        first.close();

        try (AgentFarm second = AgentFarm.start(layout);
                var client = new SnmpClient()) {
            assertThat(client.answers(second.agent(5))).isTrue();
        }
    }

    @Test
    void addressesFollowWithoutNetworksAndBroadcasts() {
        FarmLayout layout = FarmLayout.of(600).withFirstAddress("127.20.0.253");

        assertThat(layout.address(0).getHostString()).isEqualTo("127.20.0.253");
        assertThat(layout.address(1).getHostString()).isEqualTo("127.20.0.254");
        assertThat(layout.address(2).getHostString()).isEqualTo("127.20.1.1");
        assertThat(layout.address(2 + 254).getHostString()).isEqualTo("127.20.2.1");
        assertThat(FarmLayout.of(1).withFirstAddress("127.20.0.0").address(0).getHostString())
                .isEqualTo("127.20.0.1");
        assertThat(FarmLayout.of(1)
                        .withFirstAddress("127.20.255.255")
                        .address(0)
                        .getHostString())
                .isEqualTo("127.21.0.1");
    }

    @Test
    void theLayoutSaysWhoMisbehaves() throws IOException {
        FarmLayout layout = FreePort.layout(40).with(Behaviour.DEAD, 3).with(Behaviour.WRONG_SERIAL, 2);

        assertThat(layout.behaviours())
                .hasSize(40)
                .isEqualTo(layout.behaviours())
                .areExactly(3, is(Behaviour.DEAD))
                .areExactly(2, is(Behaviour.WRONG_SERIAL))
                .areExactly(35, is(Behaviour.HEALTHY));
        try (AgentFarm farm = AgentFarm.start(layout.withFirstNumber(101))) {
            assertThat(farm.agents()).extracting(Agent::behaviour).isEqualTo(layout.behaviours());
            assertThat(farm.agent(101).serial()).isEqualTo("SIM-000101");
        }
    }

    private static Condition<Behaviour> is(Behaviour behaviour) {
        return new Condition<>(behaviour::equals, behaviour.toString());
    }
}
