package dev.inventory.connection.internal.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.connection.internal.source.JsonRecord;
import dev.inventory.platform.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The presets on answers as these systems' documentation shows them. */
class PresetTest {

    @Test
    void readsTheDevicesOfNetBox() throws Exception {
        Configuration netbox = preset("netbox");
        JsonNode answer = answer("netbox-devices.json");

        assertThat(answer.at(netbox.shape().records())).hasSize(2);
        assertThat(netbox.shape().pagination().type()).isEqualTo("next");
        assertThat(answer.at(netbox.shape().pagination().pointer()).asText()).contains("offset=2");
        assertThat(netbox.shape().keyHeader()).isEqualTo("Authorization");
        assertThat(netbox.shape().headerPrefix()).isEqualTo("Token ");
        assertThat(mapped(netbox, answer, 0))
                .containsEntry("device_id", "27")
                .containsEntry("name", "ams01-core-rtr1")
                .containsEntry("hostname", "192.0.2.10")
                .containsEntry("serial_number", "JN1234567AFA")
                .containsEntry("type", "router")
                .containsEntry("location", "AMS01")
                .containsEntry("description", "Core router")
                .containsEntry("management_ip", "192.0.2.10");
        assertThat(mapped(netbox, answer, 1))
                .containsEntry("name", "ams01-acc-sw7")
                .containsEntry("hostname", "ams01-acc-sw7")
                .containsEntry("serial_number", "netbox-28")
                .containsEntry("type", "switch")
                .containsEntry("location", "Row 3");
    }

    @Test
    void readsTheDevicesOfLibreNms() throws Exception {
        Configuration librenms = preset("librenms");
        JsonNode answer = answer("librenms-devices.json");

        assertThat(answer.at(librenms.shape().records())).hasSize(2);
        assertThat(librenms.shape().pagination().type()).isEqualTo("none");
        assertThat(librenms.shape().keyHeader()).isEqualTo("X-Auth-Token");
        assertThat(mapped(librenms, answer, 0))
                .containsEntry("device_id", "1")
                .containsEntry("name", "core-sw1")
                .containsEntry("hostname", "core-sw1.example.net")
                .containsEntry("serial_number", "FOC1234X0AB")
                .containsEntry("type", "switch")
                .containsEntry("location", "Rack 12")
                .containsEntry("firmware_version", "15.2(4)E7")
                .containsEntry("management_ip", "192.0.2.21");
        assertThat(mapped(librenms, answer, 1))
                .containsEntry("name", "web01.example.net")
                .containsEntry("serial_number", "librenms-2")
                .containsEntry("type", "server");
    }

    @Test
    void readsTheStockOfInvenTree() throws Exception {
        Configuration inventree = preset("inventree");
        JsonNode answer = answer("inventree-stock.json");

        assertThat(answer.at(inventree.shape().records())).hasSize(2);
        assertThat(inventree.shape().parameters())
                .containsEntry("part_detail", "true")
                .containsEntry("location_detail", "true");
        assertThat(mapped(inventree, answer, 0))
                .containsEntry("item_id", "1234")
                .containsEntry("quantity", 250)
                .containsEntry("mfg_part_number", "RC0603FR-0710KL")
                .containsEntry("description", "Resistor 10k 1% 0603")
                .containsEntry("location", "Factory/Electronics/Reel Storage")
                .containsEntry("serial_number", null);
        assertThat(mapped(inventree, answer, 1))
                .containsEntry("quantity", 1)
                .containsEntry("serial_number", "1042")
                .containsEntry("mfg_part_number", "002.01-PCBA");
    }

    @Test
    void knowsWhatIsInUse() throws Exception {
        String filter = "{\"preset\": \"%s\", \"filters\": {\"active_items_only\": true}}";
        Configuration netbox =
                Configuration.read((ObjectNode) Json.read(filter.formatted("netbox")), TargetKind.DEVICES, false);
        JsonNode devices = answer("netbox-devices.json").at("/results");
        assertThat(netbox.mapping().wants(new JsonRecord(devices.get(0)))).isTrue();
        assertThat(netbox.mapping().wants(new JsonRecord(devices.get(1))))
                .as("planned")
                .isFalse();

        JsonNode stock = answer("inventree-stock.json").at("/results");
        Configuration active =
                Configuration.read((ObjectNode) Json.read(filter.formatted("inventree")), TargetKind.ITEMS, false);
        assertThat(active.mapping().wants(new JsonRecord(stock.get(0)))).isTrue();
        assertThat(active.mapping().wants(new JsonRecord(stock.get(1))))
                .as("of an inactive part")
                .isFalse();
        Configuration sound = Configuration.read(
                (ObjectNode)
                        Json.read("{\"preset\": \"inventree\", \"filters\": {\"exclude_categories\": [\"damaged\"]}}"),
                TargetKind.ITEMS,
                false);
        assertThat(sound.mapping().wants(new JsonRecord(stock.get(0)))).isTrue();
        assertThat(sound.mapping().wants(new JsonRecord(stock.get(1))))
                .as("damaged")
                .isFalse();

        JsonNode monitored = answer("librenms-devices.json").at("/devices");
        Configuration polled =
                Configuration.read((ObjectNode) Json.read(filter.formatted("librenms")), TargetKind.DEVICES, false);
        assertThat(polled.mapping().wants(new JsonRecord(monitored.get(0)))).isTrue();
        ObjectNode disabled = monitored.get(1).deepCopy();
        assertThat(polled.mapping().wants(new JsonRecord(disabled.put("disabled", 1))))
                .isFalse();
        assertThat(polled.mapping().wants(new JsonRecord(disabled.put("disabled", "1"))))
                .isFalse();
    }

    @Test
    void whatAProfileSaysItselfCountsMore() {
        ObjectNode own = (ObjectNode) Json.read("""
                {"preset": "netbox", "data_mapping": {"serial_number": "asset_tag"},
                 "source": {"pagination": {"page_size": 50}}, "filters": {"parameters": {"site": "ams01"}}}""");

        Configuration configuration = Configuration.read(own, TargetKind.DEVICES, false);

        assertThat(configuration.shape().pagination().size()).isEqualTo(50);
        assertThat(configuration.shape().parameters()).containsOnly(Map.entry("site", "ams01"));
        assertThat(configuration.document()).isEqualTo(own);
    }

    private static Configuration preset(String name) {
        ObjectNode document = Json.mapper().createObjectNode().put("preset", name);
        return Configuration.read(document, Preset.named(name).orElseThrow().target(), false);
    }

    private static Map<String, Object> mapped(Configuration configuration, JsonNode answer, int index)
            throws MappingFailure {
        TargetKind target = configuration.preset().orElseThrow().target();
        return new LinkedHashMap<>(configuration
                .mapping()
                .map(new JsonRecord(answer.at(configuration.shape().records()).get(index)))
                .shown(target));
    }

    private static JsonNode answer(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(PresetTest.class.getResourceAsStream("/answers/" + name))) {
            return Json.read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
