package dev.inventory.auth.internal.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"correct horse battery", "Xk7#mPq2", "Zürich-Süd-42", "abcdefgh-and-more"})
    void takesWhatIsNotGuessedFirst(String password) {
        assertThat(PasswordRules.complaints(password, "jane")).isEmpty();
    }

    @Test
    void refusesTheShort() {
        assertThat(PasswordRules.complaints("Xk7#mPq", "jane"))
                .containsExactly("This password is too short. It must contain at least 8 characters.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "Password1", "PASSWORD123!", "changeme", "admin123", "aaaaaaaa", "abababab"})
    void refusesTheCommon(String password) {
        assertThat(PasswordRules.complaints(password, "jane")).contains("This password is too common.");
    }

    @Test
    void refusesNumbersAndTheUsersOwnName() {
        assertThat(PasswordRules.complaints("8046237159", "jane"))
                .containsExactly("This password is entirely numeric.");
        assertThat(PasswordRules.complaints("i-am-Jane-2026", "jane"))
                .containsExactly("The password is too similar to the username.");
    }
}
