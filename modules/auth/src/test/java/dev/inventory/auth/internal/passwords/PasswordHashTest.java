package dev.inventory.auth.internal.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

    private static final int FEW = 1_000;

    @ParameterizedTest
    @ValueSource(strings = {"correct horse battery", "Grüße, 世界 \uD83D\uDD11", " spaces count ", ""})
    void onlyTheSamePasswordMatches(String password) {
        String hash = PasswordHash.of(password, FEW);

        assertThat(PasswordHash.matches(password, hash)).isTrue();
        assertThat(PasswordHash.matches(password + "x", hash)).isFalse();
        assertThat(PasswordHash.matches(password.toUpperCase(java.util.Locale.ROOT) + " ", hash))
                .isFalse();
    }

    @Test
    void isWrittenWithItsParametersAndAFreshSalt() {
        String hash = PasswordHash.of("correct horse battery");

        assertThat(hash).matches("pbkdf2-sha512:210000:[A-Za-z0-9+/]{22}:[A-Za-z0-9+/]{86}");
        assertThat(PasswordHash.of("correct horse battery")).isNotEqualTo(hash);
    }

    @Test
    void isOutdatedOnceTheParametersHaveRisen() {
        assertThat(PasswordHash.isOutdated(PasswordHash.of("secret", FEW))).isTrue();
        assertThat(PasswordHash.isOutdated(PasswordHash.of("secret"))).isFalse();
    }

    @Test
    void isTheOneOfTheStandard() {
        // PBKDF2-HMAC-SHA-512 of "password" with the salt "saltsaltsaltsalt", computed by another implementation
        String salt = java.util.Base64.getEncoder()
                .withoutPadding()
                .encodeToString("saltsaltsaltsalt".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(
                        PasswordHash.matches(
                                "password",
                                "pbkdf2-sha512:1000:" + salt
                                        + ":715rqIr5dXOVPpBhqqsugl037zT5bWJTWYmZtIcK8hBnisKpwfY7kokvwjDrNHqHhF50Pb7MD6HvkJwiDQw4ww"))
                .isTrue();
    }

    @Test
    void nobodysHashHasTodaysCostAndNoPassword() {
        assertThat(PasswordHash.nobodys()).startsWith("pbkdf2-sha512:" + PasswordHash.ITERATIONS + ":");
        assertThat(PasswordHash.matches("", PasswordHash.nobodys())).isFalse();
    }

    @Test
    void aForeignFormatIsNotTakenForAWrongPassword() {
        assertThatThrownBy(() -> PasswordHash.matches("secret", "md5:abc")).isInstanceOf(IllegalStateException.class);
    }
}
