package dev.inventory.headlessops.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {

    @ParameterizedTest
    @CsvSource({
        "core-*-##, core-sw-01, true",
        "core-*-##, core-sw-1, false",
        "core-*-##, core--01, true",
        "*, anything, true",
        "**, '', true",
        "a?c, abc, true",
        "a?c, ac, false",
        "a*b*c, aXbYbZc, true",
        "a*b*c, aXbYbZ, false",
        "a.c, abc, false",
        "*aaaaaaaaaaaaaaaaaaaab, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, false"
    })
    void wildcards_stand_for_what_they_say(String pattern, String name, boolean matches) {
        assertThat(new NamePattern(pattern).matches(name)).isEqualTo(matches);
    }
}
