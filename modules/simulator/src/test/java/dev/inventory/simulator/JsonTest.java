package dev.inventory.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void whatIsWrittenIsReadAgain() {
        Map<String, Object> object = Map.of(
                "text",
                "\"quoted\" \\ \n\u0001 ü €",
                "number",
                -12L,
                "fraction",
                1.5,
                "yes",
                true,
                "no",
                false,
                "list",
                List.of(1L, "two", List.of(), Map.of()),
                "object",
                Map.of("inner", "x"));

        assertThat(Json.readObject(Json.write(object))).isEqualTo(object);
    }

    @Test
    void nullsAreLeftOutAndSpaceDoesNotMatter() {
        assertThat(Json.readObject(" { \"a\" : null , \"b\" : [ null , 1 ] , \"c\\u00e4\\/\" : { } } "))
                .isEqualTo(Map.of("b", List.of(1L), "cä/", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{", "{\"a\"}", "{\"a\":}", "{\"a\":\"b}", "{\"a\":1,}", "{} x", "<html>", "{\"\\u00"})
    void whatIsNoObjectIsRefused(String text) {
        assertThatThrownBy(() -> Json.readObject(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
