package dev.inventory.device.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.BodyReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What belongs together in the SNMP settings of a device. */
class SnmpFieldsTest {

    private static final SnmpFields VERSION_3 = new SnmpFields("3", 161, 1000, 1, "inventory", "sha", "aes", null);
    private static final SnmpKeys.Kept BOTH = new SnmpKeys.Kept(true, true);

    private static Map<String, Object> errors(String snmp, SnmpFields otherwise, SnmpKeys.Kept kept) {
        Body body = BodyReader.parse("{\"snmp\": " + snmp + "}");
        SnmpFields.Read unused = SnmpFields.read(body.object("snmp"), otherwise, kept);
        return body.errors().asMap();
    }

    private static Map<String, Object> errors(String snmp) {
        return errors(snmp, SnmpFields.DEFAULT, SnmpKeys.Kept.NONE);
    }

    @Test
    void everyLevelIsTaken() {
        assertThat(errors("{\"version\": \"3\", \"user\": \"u\"}")).isEmpty();
        assertThat(
                        errors(
                                "{\"version\": \"3\", \"user\": \"u\", \"auth_protocol\": \"SHA256\", \"auth_key\": \"12345678\"}"))
                .isEmpty();
        assertThat(errors(
                        "{\"version\": \"3\", \"user\": \"u\", \"auth_protocol\": \"md5\", \"auth_key\": \"12345678\","
                                + " \"priv_protocol\": \"aes256c\", \"priv_key\": \"12345678\", \"context\": \"c\"}"))
                .isEmpty();
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(errors("{\"version\": \"3\"}")).containsOnlyKeys("snmp");
        assertThat(errors("{\"version\": \"3\"}").toString()).contains("user");
        assertThat(errors("{\"version\": \"3\", \"user\": \"u\", \"auth_protocol\": \"sha\"}")
                        .toString())
                .contains("auth_key");
        assertThat(errors("{\"version\": \"3\", \"user\": \"u\", \"auth_key\": \"12345678\"}")
                        .toString())
                .contains("auth_protocol");
        assertThat(errors(
                                "{\"version\": \"3\", \"user\": \"u\", \"priv_protocol\": \"aes\", \"priv_key\": \"12345678\"}")
                        .toString())
                .contains("auth_protocol");
        assertThat(errors(
                                "{\"version\": \"3\", \"user\": \"u\", \"auth_protocol\": \"sha\", \"auth_key\": \"12345678\", \"priv_protocol\": \"aes\"}")
                        .toString())
                .contains("priv_key");
    }

    @Test
    void aShortOrUnknownValueIsNamed() {
        assertThat(errors("{\"auth_key\": \"1234567\"}").toString()).contains("at least 8");
        assertThat(errors("{\"auth_protocol\": \"sha3\"}").toString()).contains("sha224");
        assertThat(errors("{\"priv_protocol\": \"3des\"}").toString()).contains("aes192c");
        assertThat(errors("{\"user\": \"" + "é".repeat(17) + "\"}").toString()).contains("32 octets");
    }

    @Test
    void keysThatAreThereNeedNotBeSentAgain() {
        assertThat(errors("{\"timeout_ms\": 500}", VERSION_3, BOTH)).isEmpty();
        assertThat(errors("{\"auth_protocol\": \"sha512\"}", VERSION_3, BOTH)).isEmpty();
        assertThat(errors("{\"priv_protocol\": null, \"priv_key\": null}", VERSION_3, BOTH))
                .isEmpty();
        assertThat(errors("{\"auth_key\": null}", VERSION_3, BOTH).toString()).contains("auth_key");
    }

    @Test
    void anotherVersionLeavesNothingOfTheUserBehind() {
        Body body = BodyReader.parse("{\"snmp\": {\"version\": \"2c\", \"user\": null}}");
        SnmpFields.Read read = SnmpFields.read(body.object("snmp"), VERSION_3, BOTH);

        assertThat(read.fields()).isEqualTo(SnmpFields.DEFAULT);
        assertThat(read.fields().shown()).containsOnlyKeys("version", "port", "timeout_ms", "retries");
        assertThat(read.keys().auth()).isEqualTo(new SnmpKeys.Key(true, null));
        assertThat(read.keys().priv()).isEqualTo(new SnmpKeys.Key(true, null));
        // one that never had any loses none
        SnmpFields.Read plain = SnmpFields.read(
                BodyReader.parse("{\"snmp\": {\"port\": 161}}").object("snmp"), SnmpFields.DEFAULT, SnmpKeys.Kept.NONE);
        assertThat(plain.keys()).isEqualTo(SnmpKeys.NOT_SENT);
    }

    @Test
    void whatIsOfVersionThreeNeedsIt() {
        for (String field : List.of("user", "context", "auth_key", "priv_key")) {
            assertThat(errors("{\"" + field + "\": \"12345678\"}").toString()).contains(field, "version 3");
        }
        assertThat(errors("{\"version\": \"2c\", \"auth_protocol\": \"sha\"}", VERSION_3, BOTH)
                        .toString())
                .contains("auth_protocol", "version 3");
    }

    @Test
    void secretsStandApart() {
        Body body = BodyReader.parse("{\"snmp\": {\"version\": \"3\", \"user\": \"u\", \"auth_protocol\": \"sha\","
                + " \"auth_key\": \"maple-syrup\"}}");
        SnmpFields.Read read = SnmpFields.read(body.object("snmp"), SnmpFields.DEFAULT, SnmpKeys.Kept.NONE);

        assertThat(read.keys().auth().value()).isEqualTo("maple-syrup");
        assertThat(read.toString()).doesNotContain("maple");
        assertThat(read.fields().shown().toString()).doesNotContain("maple");
    }
}
