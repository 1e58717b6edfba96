package dev.inventory.platform.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    private static final String PLACE = "device.snmp_community:row-1";

    static byte[] key(int seed) {
        return HexFormat.of().parseHex(String.format("%02x", seed).repeat(32));
    }

    static Secrets under(int current, int... previous) {
        Secrets secrets = new Secrets();
        secrets.masterKey = MasterKey.of(
                key(current), Arrays.stream(previous).mapToObj(SecretsTest::key).toArray(byte[][]::new));
        return secrets;
    }

    /** As a server wrote it before keys had names. */
    static String unnamed(String sealed) {
        String[] parts = sealed.split(":", -1);
        parts[1] = "1";
        return String.join(":", parts);
    }

    @Test
    void aSecretComesBackFromItsPlaceAlone() {
        Secrets secrets = under(1);
        String sealed = secrets.encrypt("public", PLACE);

        assertThat(sealed)
                .startsWith("v1:" + secrets.masterKey.ring().current().id() + ":")
                .doesNotContain("public");
        assertThat(secrets.decrypt(sealed, PLACE)).isEqualTo("public");
        assertThatThrownBy(() -> secrets.decrypt(sealed, "device.snmp_community:row-2"))
                .isInstanceOf(SecretUnreadable.class)
                .hasMessageContaining("device.snmp_community:row-2");
    }

    @Test
    void anotherKeyIsNamed() {
        String sealed = under(1).encrypt("public", PLACE);
        String mine = under(2).masterKey.ring().current().id();
        String its = under(1).masterKey.ring().current().id();

        assertThatThrownBy(() -> under(2).decrypt(sealed, PLACE))
                .isInstanceOf(SecretUnreadable.class)
                .hasMessageContainingAll(PLACE, mine, its);
    }

    @Test
    void aPreviousKeyIsReadWithAndTheCurrentOneWritten() {
        String old = under(1).encrypt("public", PLACE);
        Secrets secrets = under(2, 1);

        assertThat(secrets.decrypt(old, PLACE)).isEqualTo("public");
        String resealed = secrets.reseal(old, PLACE);
        assertThat(under(2).decrypt(resealed, PLACE)).isEqualTo("public");
    }

    @Test
    void whatWasWrittenBeforeKeysHadNamesIsReadWithAnyKnownKey() {
        String old = unnamed(under(1).encrypt("public", PLACE));

        assertThat(under(1).decrypt(old, PLACE)).isEqualTo("public");
        assertThat(under(3, 2, 1).decrypt(old, PLACE)).isEqualTo("public");
        assertThatThrownBy(() -> under(2).decrypt(old, PLACE))
                .isInstanceOf(SecretUnreadable.class)
                .hasMessageContaining(PLACE);
    }

    @Test
    void whatIsNoSecretIsRefused() {
        for (String text : new String[] {"", "public", "v2:1:AA:AA", "v1:1:AA", "v1:1:%:AA", "v1:1:AA:AA", "v1:1::"}) {
            assertThatThrownBy(() -> under(1).decrypt(text, PLACE)).as(text).isInstanceOf(SecretUnreadable.class);
        }
    }

    @Test
    void theSameSecretIsNeverSealedAlike() {
        Secrets secrets = under(1);

        assertThat(secrets.encrypt("public", "x")).isNotEqualTo(secrets.encrypt("public", "x"));
    }

    @Test
    void sealsWithAnOlderKeyWhenToldTo() {
        Secrets secrets = under(2, 1);
        Key old = secrets.masterKey.ring().previous().get(0);

        secrets.masterKey.sealWith(old);

        assertThat(under(1).decrypt(secrets.encrypt("public", PLACE), PLACE)).isEqualTo("public");
    }

    @Test
    void keysAreNamedByThemselves() {
        assertThat(new Key(key(1)).id())
                .matches("[0-9a-f]{8}")
                .isEqualTo(new Key(key(1)).id())
                .isNotEqualTo(new Key(key(2)).id());
    }

    @Test
    void everyPurposeHasItsKey() {
        MasterKey key = MasterKey.of(new byte[32]);

        assertThat(key.derive("a")).hasSize(32).isEqualTo(key.derive("a")).isNotEqualTo(key.derive("b"));
        key.derive("a")[0]++;
        assertThat(key.derive("a")).isEqualTo(MasterKey.of(new byte[32]).derive("a"));
    }

    /** Seals of databases that are in use hang on it. */
    @Test
    void derivationNeverChanges() {
        assertThat(HexFormat.of().formatHex(MasterKey.of(new byte[32]).derive("secrets-at-rest")))
                .isEqualTo("06c83eb625b86bd1f43054bd452724509a442673308c98f163ce3da7a80f3d34");
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
