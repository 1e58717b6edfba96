package dev.inventory.platform.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    private static Secrets under(int seed) {
        Secrets secrets = new Secrets();
        secrets.masterKey =
                MasterKey.of(HexFormat.of().parseHex(String.format("%02x", seed).repeat(32)));
        return secrets;
    }

    @Test
    void aSecretComesBackFromItsPlaceAlone() {
        Secrets secrets = under(1);
        String sealed = secrets.encrypt("public", "device.snmp_community:row-1");

        assertThat(sealed).startsWith("v1:1:").doesNotContain("public");
        assertThat(secrets.decrypt(sealed, "device.snmp_community:row-1")).isEqualTo("public");
        assertThatThrownBy(() -> secrets.decrypt(sealed, "device.snmp_community:row-2"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> under(2).decrypt(sealed, "device.snmp_community:row-1"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theSameSecretIsNeverSealedAlike() {
        Secrets secrets = under(1);

        assertThat(secrets.encrypt("public", "x")).isNotEqualTo(secrets.encrypt("public", "x"));
    }

    @Test
    void everyPurposeHasItsKey() {
        MasterKey key = MasterKey.of(new byte[32]);

        assertThat(key.derive("a")).hasSize(32).isEqualTo(key.derive("a")).isNotEqualTo(key.derive("b"));
    }

    /** RFC 5869, A.1, cut to the length of one block: the derivation is HKDF with our salt. */
    @Test
    void derivationIsHkdf() {
        byte[] extracted = MasterKey.hmac(
                HexFormat.of().parseHex("000102030405060708090a0b0c"),
                HexFormat.of().parseHex("0b".repeat(22)));

        assertThat(HexFormat.of().formatHex(extracted))
                .isEqualTo("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
    }

    @Test
    void privateFilesAreForTheirOwnerAndNeverOverwritten(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("key");
        MasterKey.PrivateFiles.write(file, "one");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> MasterKey.PrivateFiles.write(file, "two"))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("one");
        assertThat(directory.toFile().list()).containsExactly("key");
    }
}
