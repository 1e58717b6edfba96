package dev.inventory.device.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.inventory.device.internal.DeviceFields.Mode;
import dev.inventory.device.internal.tags.Tags;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.BodyReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviceFieldsTest {

    private static final String LEAST =
            "\"name\": \"r1\", \"hostname\": \"192.0.2.1\", \"serial_number\": \"S1\", \"type\": 1, \"organization\":"
                    + " 7";

    private static final DeviceFields CURRENT = new DeviceFields(
            "r1",
            "192.0.2.1",
            "S1",
            "00:1B:44:11:3A:B7",
            1,
            7,
            null,
            "Rack 1",
            "text",
            "16.12",
            "192.0.2.9",
            version1(1161),
            30,
            false,
            5L,
            List.of("tcp:22"),
            Tags.of(List.of("core")));

    private static SnmpFields version1(int port) {
        return new SnmpFields("1", port, 500, 2, null, null, null, null);
    }

    private static DeviceFields.Read read(String json, Mode mode) {
        return DeviceFields.read(
                BodyReader.parse(json), mode, mode == Mode.CREATE ? null : CURRENT, SnmpKeys.Kept.NONE);
    }

    private static Map<String, Object> errors(String json, Mode mode) {
        return catchThrowableOfType(Rejected.class, () -> read(json, mode)).fields();
    }

    @Test
    void whatIsOmittedOnCreateHasItsDefault() {
        DeviceFields fields = read("{" + LEAST + "}", Mode.CREATE).fields();

        assertThat(fields.snmp()).isEqualTo(SnmpFields.DEFAULT);
        assertThat(fields.pollingEnabled()).isTrue();
        assertThat(fields.status()).isNull();
        assertThat(fields.macAddress()).isNull();
    }

    @Test
    void patchKeepsWhatItOmitsAndClearsWhatIsNull() {
        DeviceFields fields = read("{\"location\": null, \"snmp\": {\"port\": 161}}", Mode.CHANGE)
                .fields();

        assertThat(fields.location()).isNull();
        assertThat(fields.snmp()).isEqualTo(version1(161));
        assertThat(fields.macAddress()).isEqualTo(CURRENT.macAddress());
        assertThat(fields.pollingEnabled()).isFalse();
        assertThat(fields.parent()).isEqualTo(5L);
        assertThat(fields.pollIntervalSeconds()).isEqualTo(30);
    }

    @Test
    void putResetsWhatItOmitsButWhatIsMeasured() {
        DeviceFields.Read read = read("{" + LEAST + "}", Mode.REPLACE);

        assertThat(read.fields().location()).isNull();
        assertThat(read.fields().parent()).isNull();
        assertThat(read.fields().snmp()).isEqualTo(SnmpFields.DEFAULT);
        assertThat(read.fields().firmwareVersion()).isEqualTo("16.12");
        assertThat(read.community().sent()).isFalse();
    }

    @Test
    void whatGetAnsweredCanBeSentBack() {
        String answered = "{\"id\": 4, " + LEAST.replace("\"type\": 1", "\"type\": {\"id\": 1, \"name\": \"Router\"}")
                + ", \"uptime\": \"1:00:00\", \"pending_details\": [], \"last_seen\": null, \"status\": true,"
                + " \"created_at\": \"2024-01-15T08:30:00Z\", \"status_reason\": \"x\", \"pending_config\": false}";

        assertThat(read(answered, Mode.REPLACE).fields().type()).isEqualTo(1);
    }

    @Test
    void everyWrongFieldIsNamed() {
        assertThat(errors(
                        "{\"name\": \"\", \"hostname\": \"a b\", \"type\": \"x\", \"organization\": 1, \"mac_address\": \"zz\","
                                + " \"management_ip\": \"1.2.3\", \"status\": \"up\", \"poll_interval_seconds\": 1,"
                                + " \"snmp\": {\"version\": \"4\", \"prt\": 1}, \"hostnam\": 1}",
                        Mode.CREATE))
                .containsOnlyKeys(
                        "name",
                        "hostname",
                        "serial_number",
                        "type",
                        "mac_address",
                        "management_ip",
                        "status",
                        "poll_interval_seconds",
                        "snmp",
                        "hostnam")
                .containsEntry("serial_number", List.of("This field is required."));
    }

    @Test
    void requiredFieldsCannotBePatchedAway() {
        assertThat(errors("{\"name\": null, \"serial_number\": \" \"}", Mode.CHANGE))
                .containsOnlyKeys("name", "serial_number");
    }

    @Test
    void theCommunityIsNotPartOfWhatIsAudited() {
        DeviceFields.Read read = read("{" + LEAST + ", \"snmp_community\": \"s3cret\"}", Mode.CREATE);

        assertThat(read.community().value()).isEqualTo("s3cret");
        assertThat(read.fields().audited().toString()).doesNotContain("s3cret");
    }
}
