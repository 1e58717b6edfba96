package dev.inventory.auth.internal.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventory.platform.failure.Unauthenticated;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialTest {

    @ParameterizedTest
    @ValueSource(strings = {"Bearer abc", "bearer abc", "Token abc", "TOKEN  abc ", "token abc"})
    void tokensComeUnderTwoWordsInAnyCase(String header) {
        assertThat(Credential.ofHeader(header)).isEqualTo(new Credential.Token("abc"));
    }

    @Test
    void aPasswordMayHoldColons() {
        assertThat(Credential.ofHeader(basic("jane:a:b", StandardCharsets.UTF_8)))
                .isEqualTo(new Credential.Password("jane", "a:b"));
    }

    @Test
    void passwordsAreUtf8OrLatin1() {
        Credential expected = new Credential.Password("jürgen", "schlüssel");

        assertThat(Credential.ofHeader(basic("jürgen:schlüssel", StandardCharsets.UTF_8)))
                .isEqualTo(expected);
        assertThat(Credential.ofHeader(basic("jürgen:schlüssel", StandardCharsets.ISO_8859_1)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "Digest username=x", "abc"})
    void anythingElseIsNoCredential(String header) {
        assertThat(Credential.ofHeader(header)).isEqualTo(new Credential.None());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic !!!", "Basic amFuZQ==", "Bearer", "Token", "Token a b"})
    void whatIsMalformedIsRefused(String header) {
        assertThatThrownBy(() -> Credential.ofHeader(header)).isInstanceOf(Unauthenticated.class);
    }

    @Test
    void noneOfThemPrintsItsSecret() {
        assertThat(new Credential.Password("jane", "sesame").toString()).doesNotContain("sesame");
        assertThat(new Credential.Token("sesame").toString()).doesNotContain("sesame");
    }

    private static String basic(String text, Charset charset) {
        return "BASIC " + Base64.getEncoder().encodeToString(text.getBytes(charset));
    }
}
