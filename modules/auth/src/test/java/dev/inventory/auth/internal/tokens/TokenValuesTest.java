package dev.inventory.auth.internal.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenValuesTest {

    private static final LocalDate EXPIRY = LocalDate.of(2027, 11, 21);

    private final TokenValues values = new TokenValues(new byte[] {1, 2, 3});

    @Test
    void aValueCarriesItsExpiry() {
        String value = values.value(TokenValues.newPublicId(), EXPIRY);

        assertThat(value).matches("inv-[0-9a-f]{40}-20271121");
        assertThat(TokenValues.looksLikeOne(value)).isTrue();
    }

    @Test
    void theSameIdGivesTheSameValueUnderTheSameKeyOnly() {
        String id = TokenValues.newPublicId();

        assertThat(values.value(id, EXPIRY)).isEqualTo(values.value(id, EXPIRY));
        assertThat(values.value(TokenValues.newPublicId(), EXPIRY)).isNotEqualTo(values.value(id, EXPIRY));
        assertThat(new TokenValues(new byte[] {4}).value(id, EXPIRY)).isNotEqualTo(values.value(id, EXPIRY));
    }

    @Test
    void theHashTellsNothingOfTheValue() {
        String value = values.value("00", EXPIRY);

        assertThat(TokenValues.hash(value)).matches("[0-9a-f]{64}").doesNotContain(value.substring(4, 20));
        // SHA-256 of "abc", FIPS 180-2
        assertThat(TokenValues.hash("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "inv-",
                "INV-0123456789012345678901234567890123456789-20271121",
                "inv-0123456789012345678901234567890123456789-2027112",
                "inv-012345678901234567890123456789012345678g-20271121",
                "inv-0123456789012345678901234567890123456789-20271121 "
            })
    void otherTextsAreNone(String text) {
        assertThat(TokenValues.looksLikeOne(text)).isFalse();
    }
}
