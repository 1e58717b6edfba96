package dev.inventory.connection.internal.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.connection.internal.source.JsonRecord;
import dev.inventory.connection.internal.source.SourceRecord;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingTest {

    private static final String WAREHOUSE = """
            {"data_mapping": {"item_id": "sku", "quantity": "stock_count", "location": "warehouse_section"},
             "filters": {"active_items_only": true, "exclude_categories": ["obsolete", "discontinued"]}}""";

    @Test
    void takesTheFieldsThatTheMappingNames() throws MappingFailure {
        Mapped mapped = read(WAREHOUSE).mapping().map(record("""
                {"sku": "S-1", "stock_count": 12, "warehouse_section": "A-12", "colour": "red"}"""));

        assertThat(mapped.externalId()).isEqualTo("S-1");
        assertThat(mapped.shown(TargetKind.ITEMS))
                .containsEntry("item_id", "S-1")
                .containsEntry("quantity", 12)
                .containsEntry("location", "A-12")
                .containsEntry("description", null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12 | 12",
                "\"12\" | 12",
                "12.0 | 12",
                "\" 7 \" | 7",
                "0 | 0",
                "2147483647 | 2147483647",
                "1e3 | 1000"
            })
    void readsWholeNumbersHoweverTheyAreWritten(String json, int expected) throws MappingFailure {
        assertThat(read(WAREHOUSE)
                        .mapping()
                        .map(record("{\"sku\": 1, \"stock_count\": " + json + "}"))
                        .number(0))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"many\" | 'many' is no number",
                "12.5 | '12.5' is no whole number",
                "-1 | '-1' is not between 0 and 2147483647",
                "2147483648 | '2147483648' is not between 0 and 2147483647",
                "null | The value is missing",
                "\"  \" | The value is missing",
                "[1] | 'stock_count' is no single value in the source"
            })
    void namesTheRecordAndTheFieldThatIsWrong(String json, String message) {
        Configuration configuration = read(WAREHOUSE);

        assertThatThrownBy(
                        () -> configuration.mapping().map(record("{\"sku\": \"S-7\", \"stock_count\": " + json + "}")))
                .isInstanceOfSatisfying(MappingFailure.class, failure -> {
                    assertThat(failure.record()).isEqualTo("S-7");
                    assertThat(failure.field()).isEqualTo("quantity");
                    assertThat(failure.sentence()).isEqualTo(message);
                });
    }

    @Test
    void aRecordWithoutIdCannotBeTaken() {
        Configuration configuration = read(WAREHOUSE);

        assertThatThrownBy(() -> configuration.mapping().map(record("{\"stock_count\": 1}")))
                .isInstanceOfSatisfying(MappingFailure.class, failure -> assertThat(failure.field())
                        .isEqualTo("item_id"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | true",
                "{\"active\": true} | true",
                "{\"active\": false} | false",
                "{\"is_active\": 0} | false",
                "{\"active\": \"Inactive\"} | false",
                "{\"category\": \"Obsolete\"} | false",
                "{\"category\": \"fuses\"} | true",
                "{\"category\": {\"name\": \"obsolete\"}} | true"
            })
    void filtersByActivityAndCategory(String json, boolean wanted) {
        assertThat(read(WAREHOUSE).mapping().wants(record(json))).isEqualTo(wanted);
    }

    @Test
    void looksWhereTheMappingSaysForActivityAndCategory() {
        Mapping mapping = read("""
                        {"data_mapping": {"item_id": "id", "quantity": {"constant": 1}, "category": "kind.name",
                          "active": {"path": "gone", "map": {"true": "false", "false": "true"}}},
                         "filters": {"active_items_only": true, "exclude_categories": ["scrap"]}}""").mapping();

        assertThat(mapping.wants(record("{\"gone\": true}"))).isFalse();
        assertThat(mapping.wants(record("{\"gone\": false, \"kind\": {\"name\": \"SCRAP\"}}")))
                .isFalse();
        assertThat(mapping.wants(record("{\"gone\": false, \"kind\": {\"name\": \"new\"}}")))
                .isTrue();
    }

    @Test
    void convertsMapsAndFallsBack() throws MappingFailure {
        Mapping mapping =
                Configuration.read(object("""
                {"data_mapping": {"device_id": "/id", "name": {"path": ["label", "name"]},
                 "hostname": {"path": "ip.address", "convert": "host"},
                 "serial_number": {"path": "serial", "default": "nb-{id}"},
                 "type": {"path": "role", "convert": "lower", "map": {"core": "router"}, "default": "switch"}}}"""), TargetKind.DEVICES, false).mapping();

        Mapped mapped = mapping.map(record("""
                {"id": 7, "name": "core-1", "label": " ", "ip": {"address": "10.0.0.1/24"}, "role": "CORE"}"""));

        assertThat(mapped.shown(TargetKind.DEVICES))
                .containsEntry("device_id", "7")
                .containsEntry("name", "core-1")
                .containsEntry("hostname", "10.0.0.1")
                .containsEntry("serial_number", "nb-7")
                .containsEntry("type", "router");
        assertThat(mapping.map(record("""
                                {"id": 8, "name": "x", "ip": {"address": "fe80::1/64"}, "role": "ups", "serial": "S"}""")).shown(TargetKind.DEVICES))
                .containsEntry("hostname", "fe80::1")
                .containsEntry("serial_number", "S")
                .containsEntry("type", "switch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nul\\u0000", "bell\\u0007", "half\\ud83d"})
    void refusesWhatNoDatabaseTakes(String text) {
        Configuration configuration = read(WAREHOUSE);

        assertThatThrownBy(() -> configuration
                        .mapping()
                        .map(record("{\"sku\": \"S\", \"stock_count\": 1, \"warehouse_section\": \"" + text + "x\"}")))
                .isInstanceOfSatisfying(MappingFailure.class, failure -> assertThat(failure.field())
                        .isEqualTo("location"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | data_mapping",
                "{\"data_mapping\": {\"quantity\": \"n\"}} | item_id",
                "{\"data_mapping\": {\"item_id\": \"n\"}} | quantity",
                "{\"data_mapping\": {\"item_id\": \"n\", \"quantity\": \"q\", \"locatoin\": \"x\"}} | Did you mean 'location'?",
                "{\"data_mapping\": {\"item_id\": \"n\", \"quantity\": {}}} | Give either a path",
                "{\"data_mapping\": {\"item_id\": \"n\", \"quantity\": {\"path\": \"q\", \"convert\": \"x\"}}} | is no conversion",
                "{\"data_mapping\": {\"item_id\": \"n\", \"quantity\": \"q\"}, \"on_missing\": \"burn\"} | keep, mark, delete",
                "{\"data_mapping\": {\"item_id\": \"n\", \"quantity\": \"q\"}, \"max_removal_percent\": 101} | max_removal_percent",
                "{\"data_mapping\": {\"item_id\": \"n\", \"quantity\": \"q\"}, \"source\": {\"table\": \"x\"}} | Unknown field",
                "{\"data_mapping\": {\"item_id\": \"n\", \"quantity\": \"q\"}, \"colour\": 1} | Unknown field",
                "{\"preset\": \"netbox\"} | This preset is for"
            })
    void saysWhatIsWrongWithAConfiguration(String json, String message) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(Rejected.class).hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM stock; DROP TABLE stock",
                "DELETE FROM stock",
                "WITH x AS (DELETE FROM stock RETURNING *) SELECT * FROM x",
                "SELECT 1;"
            })
    void aDatabaseIsAskedByOneSelectAlone(String query) {
        ObjectNode configuration = object("{\"data_mapping\": {\"item_id\": \"id\", \"quantity\": \"n\"}}");
        configuration.putObject("source").put("query", query);

        assertThatThrownBy(() -> Configuration.read(configuration, TargetKind.ITEMS, true))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("Enter one SELECT");
    }

    private static Configuration read(String json) {
        return Configuration.read(object(json), TargetKind.ITEMS, false);
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) Json.read(json);
    }

    private static SourceRecord record(String json) {
        return new JsonRecord(Json.read(json));
    }
}
