package dev.inventory.box.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxTest {

    /** A no-break space, an ideographic space, a u with the dots apart, a sign for Å. */
    @ParameterizedTest
    @ValueSource(
            strings = {"Büro Å 3", "BÜRO  Å  3", " büro\u00a0å\u30003 ", "Bu\u0308ro A\u030a 3", "BU\u0308RO \u212b 3"})
    void namesAreOneHoweverTheyAreWritten(String name) {
        assertThat(Box.key(name)).isEqualTo("büro å 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Büro Å3", "Buro Å 3", "Büro A 3", "Büro-Å-3"})
    void otherNamesAreOthers(String name) {
        assertThat(Box.key(name)).isNotEqualTo("büro å 3");
    }

    @Test
    void aCapitalMayBecomeTwoLetters() {
        assertThat(Box.key("\u0130")).isEqualTo(Box.key("i\u0307"));
    }

    @Test
    void someSignsAreLongerInTheirNormalForm() {
        // which is why the length of the key is checked, beside that of the name
        assertThat(Box.key("\ufb2c".repeat(Box.MAX_NAME)).length()).isGreaterThan(Box.MAX_KEY);
    }
}
