package dev.inventory.device.internal.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.simulator.DeviceProfile;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.snmp4j.smi.OID;

class AgentKindsTest {

    private final AgentKinds kinds = AgentKinds.load();

    @ParameterizedTest
    @CsvSource({
        "1.3.6.1.4.1.9.1.2068, 78, Cisco, router",
        "1.3.6.1.4.1.9.1.2494, 2, Cisco, switch",
        "1.3.6.1.4.1.11.2.3.7.11.181.11, 74, HP, switch",
        "1.3.6.1.4.1.12356.101.1.644, 78, Fortinet, firewall",
        "1.3.6.1.4.1.12356.999, 72, Fortinet, server",
        "1.3.6.1.4.1.8072.3.2.10, 72, Net-SNMP, server",
        "1.3.6.1.4.1.41112, 6, Ubiquiti, access_point",
        "1.3.6.1.4.1.14988.1, 78, MikroTik, router",
        "1.3.6.1.4.1.999999.1, 6, , router",
        "1.3.6.1.4.1.999999.1, 0, , ",
    })
    void the_longest_prefix_counts_and_else_the_layers(String objectId, int services, String vendor, String type) {
        AgentKinds.Kind kind = kinds.guess(Optional.of(new OID(objectId)), OptionalInt.of(services));

        assertThat(kind.vendor()).isEqualTo(Optional.ofNullable(vendor));
        assertThat(kind.type()).isEqualTo(Optional.ofNullable(type));
    }

    @ParameterizedTest
    @EnumSource(DeviceProfile.class)
    void knows_who_makes_the_usual(DeviceProfile profile) {
        assertThat(kinds.guess(Optional.of(new OID(profile.objectId())), OptionalInt.empty())
                        .vendor())
                .isPresent();
    }

    @Test
    void nothing_told_is_nothing_guessed() {
        assertThat(kinds.guess(Optional.empty(), OptionalInt.empty()))
                .isEqualTo(new AgentKinds.Kind(Optional.empty(), Optional.empty()));
    }
}
