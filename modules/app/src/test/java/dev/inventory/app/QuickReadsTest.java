package dev.inventory.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuickReadsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/json",
                "application/json, text/plain, */*",
                "text/html,application/json",
                "text/plain , application/json , text/html"
            })
    void whoTakesJsonWithoutPreferencesIsAnswered(String accept) {
        assertThat(QuickReads.takesJson(accept)).isTrue();
        assertThat(QuickReads.takesJson(null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text/html",
                "application/json-patch+json",
                "xapplication/json",
                "application/json; indent=4",
                "application/json;q=0.5, text/csv",
                "application/*"
            })
    void whoMayWantSomethingElseIsNot(String accept) {
        assertThat(QuickReads.takesJson(accept)).isFalse();
    }

    @Test
    void parametersAreReadInTheirOrder() {
        assertThat(QuickReads.parameters("b=1&a=2&b=3&c&d=&&e=x=y"))
                .containsExactly(
                        Map.entry("b", List.of("1", "3")),
                        Map.entry("a", List.of("2")),
                        Map.entry("c", List.of("")),
                        Map.entry("d", List.of("")),
                        Map.entry("e", List.of("x=y")));
        assertThat(QuickReads.parameters(null)).isEmpty();
        assertThat(QuickReads.parameters("")).isEmpty();
    }
}
