package dev.inventory.device.internal.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.device.internal.snmp.SnmpCredentials.User;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.smi.OctetString;

/** Against the examples of RFC 3414 (appendix A.3) and against the library's own way, which expands every time. */
class UserKeysTest {

    private static final byte[] ENGINE = HexFormat.of().parseHex("000000000000000000000002");

    @ParameterizedTest
    @CsvSource({
        "MD5, 9faf3283884e92834ebc9847d8edd963, 526f5eed9fcce26f8964c2930787d82b",
        "SHA, 9fb5cc0381497b3793528939ff788d5d79145211, 6695febc9288e36282235fc7151f128497b38f3f"
    })
    void aPassphraseBecomesTheKeyOfTheStandard(AuthProtocol protocol, String expanded, String localized) {
        assertThat(UserKeys.expand(protocol.digest(), "maplesyrup"))
                .isEqualTo(HexFormat.of().parseHex(expanded));
        try (UserKeys keys = new UserKeys()) {
            User user = new User("u", protocol, "maplesyrup", PrivProtocol.NONE, "", "");

            assertThat(keys.localize(user, ENGINE).auth().orElseThrow().getValue())
                    .isEqualTo(HexFormat.of().parseHex(localized));
            assertThat(keys.localize(user, ENGINE).priv()).isEmpty();
        }
    }

    @Test
    void everyPairHasTheKeysOfTheLibrary() {
        try (UserKeys keys = new UserKeys()) {
            for (AuthProtocol auth : AuthProtocol.values()) {
                for (PrivProtocol priv : PrivProtocol.values()) {
                    if (auth == AuthProtocol.NONE || priv == PrivProtocol.NONE) {
                        continue;
                    }
                    User user = new User("u", auth, "maplesyrup", priv, "a passphrase in UTF-8: é", "");

                    byte[] expected = SecurityProtocols.passwordToKey(
                            priv.protocol().orElseThrow(),
                            auth.protocol().orElseThrow(),
                            new OctetString(user.privKey().getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                            ENGINE);
                    assertThat(keys.localize(user, ENGINE).priv().orElseThrow().getValue())
                            .as(auth + " and " + priv)
                            .isEqualTo(expected);
                }
            }
        }
    }
}
