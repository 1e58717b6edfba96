package dev.inventory.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.inventory.platform.failure.Rejected;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {

    @Test
    void everyWrongFieldIsToldAtOnce() {
        Body body = BodyReader.parse("{\"name\": 5, \"count\": \"5\", \"flag\": 1, \"since\": \"soon\", \"nmae\": 1}");
        body.text("name", 10);
        body.integer("count", 0, 9);
        body.bool("flag");
        body.instant("since");
        body.text("missing", 10).required();

        assertThat(errors(body))
                .containsEntry("name", List.of("Not a valid string."))
                .containsEntry("count", List.of("A valid integer is required."))
                .containsEntry("flag", List.of("Must be a valid boolean."))
                .containsEntry("missing", List.of("This field is required."))
                .containsEntry("nmae", List.of("Unknown field. Did you mean 'name'?"))
                .containsKey("since");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.7", "5.0", "\"5\"", "true", "[5]", "99999999999", "1e2"})
    void noNumberBecomesAnIntegerThatIsNone(String json) {
        Body body = BodyReader.parse("{\"n\": " + json + "}");
        body.integer("n", 0, 1000);

        assertThat(errors(body)).containsKey("n");
    }

    @Test
    void absentNullAndBlankAreThreeThings() {
        Body body = BodyReader.parse("{\"a\": null, \"b\": \"  \", \"c\": \" x \"}");

        assertThat(body.text("a", 9).orKeep(() -> "kept")).isNull();
        assertThat(body.text("b", 9).orKeep(() -> "kept")).isNull();
        assertThat(body.text("c", 9).orKeep(() -> "kept")).isEqualTo("x");
        assertThat(body.text("d", 9).orKeep(() -> "kept")).isEqualTo("kept");
        body.finish();

        Body strict = BodyReader.parse("{\"a\": null, \"b\": \"  \"}");
        strict.text("a", 9).required();
        strict.text("b", 9).required();
        assertThat(errors(strict))
                .containsEntry("a", List.of("This field may not be null."))
                .containsEntry("b", List.of("This field may not be blank."));
    }

    @Test
    void controlCharactersAndLengthAreRefused() {
        Body body = BodyReader.parse(
                "{\"a\": \"x\\u0000y\", \"b\": \"line\\nbreak\", \"c\": \"abcdef\", \"d\": \"1\\n2\"}");
        body.text("a", 9);
        body.text("b", 19);
        body.text("c", 5);
        body.lines("d", 9);

        assertThat(errors(body)).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void nestedObjectsReportUnderTheirName() {
        Body body = BodyReader.parse("{\"snmp\": {\"port\": 0, \"prot\": 1}, \"type\": {\"id\": 7, \"name\": \"x\"}}");
        Body snmp = body.object("snmp").orElseThrow();
        snmp.integer("port", 1, 65535);
        snmp.refuseUnknown();
        assertThat(body.id("type").get()).isEqualTo(7L);

        assertThat(errors(body))
                .isEqualTo(Map.of(
                        "snmp",
                        Map.of(
                                "port", List.of("Ensure this value is between 1 and 65535."),
                                "prot", List.of("Unknown field. Did you mean 'port'?"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\": 1,}", "{\"a\": 1} x", "{\"a\": 1, \"a\": 2}", "nul"})
    void malformedJsonIsOneSentenceWithoutOurInside(String json) {
        assertThatThrownBy(() -> BodyReader.parse(json))
                .isInstanceOf(Rejected.class)
                .hasMessageStartingWith("JSON parse error - ")
                .hasMessageNotContaining("com.")
                .hasMessageNotContaining("Source");
    }

    @Test
    void nestingEndsAtTheLimit() {
        String deep = "[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH);

        assertThatThrownBy(() -> BodyReader.parse("{\"a\": " + deep + "}")).isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-15T08:30:00Z, 2024-01-15T08:30:00Z",
        "2024-01-15T09:30:00+01:00, 2024-01-15T08:30:00Z",
        "2024-01-15T09:30:00 01:00, 2024-01-15T08:30:00Z",
        "2024-01-15 08:30:00, 2024-01-15T08:30:00Z",
        "2024-01-15T08:30:00.250Z, 2024-01-15T08:30:00.250Z",
        "2024-01-15, 2024-01-15T00:00:00Z",
        "2024-01-14T23:30-09:00, 2024-01-15T08:30:00Z",
    })
    void instantsAreReadAsClientsWriteThem(String text, Instant expected) {
        assertThat(Instants.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-13-01", "2024-02-30T00:00:00Z", "tomorrow", "", "2024-01-15T25:00:00Z", "20240115"})
    void whatIsNoInstantIsNone(String text) {
        assertThat(Instants.parse(text)).isEmpty();
    }

    @Test
    void instantsAreWrittenInUtcWithAFractionOnlyWhereThereIsOne() {
        assertThat(Json.write(Map.of("t", Instant.parse("2024-01-15T08:30:00Z"))))
                .isEqualTo("{\"t\":\"2024-01-15T08:30:00Z\"}");
        assertThat(Json.write(Map.of("t", Instant.parse("2024-01-15T08:30:00.5Z"))))
                .isEqualTo("{\"t\":\"2024-01-15T08:30:00.500Z\"}");
    }

    private static Map<String, Object> errors(Body body) {
        return catchThrowableOfType(Rejected.class, body::finish).fields();
    }
}
