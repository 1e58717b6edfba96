package dev.inventory.device.internal.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.device.FoundAgent;
import dev.inventory.device.ObservedIdentity;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

class AgentTraitsTest {

    private static final ObservedIdentity NONE =
            new ObservedIdentity(Optional.empty(), Optional.empty(), Optional.empty());

    private static VariableBinding varbind(String oid, Variable value) {
        return new VariableBinding(new OID(oid), value);
    }

    @Test
    void tells_what_was_answered_and_leaves_out_what_is_not_of_its_type() {
        AgentTraits traits = new AgentTraits(List.of(
                varbind("1.3.6.1.2.1.1.2.0", new OID("1.3.6.1.4.1.9.1.2068")),
                varbind("1.3.6.1.2.1.1.5.0", new OctetString("core-01")),
                varbind("1.3.6.1.2.1.1.7.0", new Integer32(78)),
                varbind("1.3.6.1.2.1.1.6.0", Null.noSuchObject),
                varbind("1.3.6.1.6.3.10.2.1.1.0", OctetString.fromHexString("80:00:1f:88:80:e9")),
                varbind("1.3.6.1.2.1.17.1.1.0", OctetString.fromHexString("00:1b:44:11:3a:b7")),
                varbind("1.3.6.1.2.1.4.20.1.2.192.0.2.7", new Integer32(4))));

        FoundAgent found = traits.found(1, NONE, traits.bridgeMac(), AgentKinds.load());

        assertThat(found.credential()).isEqualTo(1);
        assertThat(found.sysName()).contains("core-01");
        assertThat(found.sysLocation()).isEmpty();
        assertThat(found.sysObjectId()).contains("1.3.6.1.4.1.9.1.2068");
        assertThat(found.engineId()).contains("80001f8880e9");
        assertThat(found.macAddress()).contains("00:1B:44:11:3A:B7");
        assertThat(found.vendor()).contains("Cisco");
        assertThat(found.type()).contains("router");
        assertThat(traits.interfaceIndex()).contains(4);
    }

    @Test
    void an_engine_id_or_address_of_the_wrong_length_is_none() {
        AgentTraits traits = new AgentTraits(List.of(
                varbind("1.3.6.1.6.3.10.2.1.1.0", new OctetString("abc")),
                varbind("1.3.6.1.2.1.17.1.1.0", new OctetString(new byte[6]))));

        assertThat(traits.bridgeMac()).isEmpty();
        assertThat(traits.interfaceIndex()).isEmpty();
        assertThat(traits.found(0, NONE, Optional.empty(), AgentKinds.load()).engineId())
                .isEmpty();
    }

    @Test
    void the_first_interface_with_an_address_counts() {
        assertThat(AgentTraits.firstMac(List.of(
                        varbind("1.3.6.1.2.1.2.2.1.6.1", new OctetString("")),
                        varbind("1.3.6.1.2.1.2.2.1.6.2", OctetString.fromHexString("02:00:00:00:00:0a")),
                        varbind("1.3.6.1.2.1.2.2.1.7.1", OctetString.fromHexString("02:00:00:00:00:0b")))))
                .contains("02:00:00:00:00:0A");
        assertThat(AgentTraits.firstMac(
                        List.of(varbind("1.3.6.1.2.1.2.2.1.7.1", OctetString.fromHexString("02:00:00:00:00:0b")))))
                .isEmpty();
    }

    @Test
    void asks_for_the_interface_of_an_ipv4_address_alone() throws Exception {
        assertThat(AgentTraits.questions(InetAddress.getByName("192.0.2.7")))
                .contains(new OID("1.3.6.1.2.1.4.20.1.2.192.0.2.7"));
        assertThat(AgentTraits.questions(InetAddress.getByName("2001:db8::7"))).hasSize(7);
    }
}
