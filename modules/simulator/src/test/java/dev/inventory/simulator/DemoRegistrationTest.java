package dev.inventory.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoRegistrationTest {
    private static final Optional<String> PASSWORD = Optional.of("sécret");

    @TempDir
    private Path data;

    private FakeInventory inventory;
    private DemoNetwork network;
    private DemoRegistration registration;

    @BeforeEach
    void start() throws Exception {
        inventory = new FakeInventory(0, PASSWORD.orElseThrow());
        network = DemoNetwork.start(200, FreePort.udp());
        registration = new DemoRegistration(new InventoryClient(inventory.uri()), data);
    }

    @AfterEach
    void stop() {
        network.close();
        inventory.close();
    }

    @Test
    void twoOrganizationsShareTheDevices() throws Exception {
        assertThat(registration.done()).isFalse();

        registration.register(network.devices(), PASSWORD);

        assertThat(registration.done()).isTrue();
        assertThat(inventory.organizations)
                .extracting(row -> row.get("name") + " " + row.get("contact_email"))
                .containsExactly("Demo North noc@north.example", "Demo South noc@south.example");
        assertThat(inventory.devices).hasSize(200);
        assertThat(inventory.devices.stream()
                        .collect(Collectors.groupingBy(row -> row.get("organization"), Collectors.counting())))
                .isEqualTo(Map.of(11L, 100L, 12L, 100L));
        assertThat(inventory.devices.get(4))
                .containsAllEntriesOf(Map.of(
                        "name", "ap-000005",
                        "hostname", "127.20.0.5",
                        "serial_number", "SIM-000005",
                        "type", 5L,
                        "location", "Site 06, rack 1",
                        "poll_interval_seconds", 10L))
                .hasEntrySatisfying("snmp", snmp -> assertThat(snmp.toString()).contains("version=2c", "port="));
        assertThat(inventory.devices)
                .filteredOn(row -> !row.get("snmp_community").equals("public"))
                .hasSize(3);
    }

    @Test
    void aRunThatEndedHalfWayIsTakenUpAgain() throws Exception {
        inventory.capacity = 70;
        assertThatThrownBy(() -> registration.register(network.devices(), PASSWORD))
                .isInstanceOf(DemoFailure.class)
                .hasMessage("/api/v1/inventory_device/ answered 500: {\"detail\":\"full\"}");
        assertThat(registration.done()).isFalse();

        inventory.capacity = Integer.MAX_VALUE;
        registration.register(network.devices(), PASSWORD);

        assertThat(inventory.organizations).hasSize(2);
        assertThat(inventory.devices).hasSize(200);
    }

    @Test
    void aBusyServerIsAskedAgain() throws Exception {
        inventory.busy.set(4);

        registration.register(network.devices(), PASSWORD);

        assertThat(inventory.devices).hasSize(200);
    }

    @Test
    void whyItCannotRegisterIsSaid() {
        List<DemoDevice> devices = network.devices();
        assertThatThrownBy(() -> registration.register(devices, Optional.of("wrong")))
                .isInstanceOf(DemoFailure.class)
                .hasMessageContaining("answered 401: {\"detail\":\"Invalid username/password.\"}");
        assertThatThrownBy(() -> registration.register(devices, Optional.empty()))
                .isInstanceOf(DemoFailure.class)
                .hasMessageContaining("INVENTORY_ADMIN_PASSWORD");
        assertThat(registration.done()).isFalse();
    }

    @Test
    void theNetworkHasItsTroubles() {
        Map<Behaviour.Kind, Long> kinds = network.devices().stream()
                .collect(Collectors.groupingBy(
                        device -> device.agent().behaviour().kind(), Collectors.counting()));

        assertThat(kinds)
                .isEqualTo(Map.of(
                        Behaviour.Kind.HEALTHY, 183L,
                        Behaviour.Kind.FLAPPING, 5L,
                        Behaviour.Kind.DEAD, 4L,
                        Behaviour.Kind.WRONG_SERIAL, 4L,
                        Behaviour.Kind.SLOW, 2L,
                        Behaviour.Kind.REBOOTING, 2L));
        assertThat(network.devices())
                .filteredOn(device -> !device.community().equals("public"))
                .hasSize(3)
                .allMatch(device -> device.agent().behaviour().equals(Behaviour.HEALTHY));
    }

    @Test
    void oneHealthyAgentIsLeftToRegister() {
        Agent free = network.unregistered();

        assertThat(free.address().getAddress().getHostAddress()).isEqualTo("127.20.1.250");
        assertThat(free.serial()).isEqualTo("SIM-000201");
        assertThat(network.devices()).extracting(DemoDevice::agent).doesNotContain(free);
        try (var client = new SnmpClient()) {
            assertThat(client.chassisSerial(free)).isEqualTo("SIM-000201");
        }
    }
}
