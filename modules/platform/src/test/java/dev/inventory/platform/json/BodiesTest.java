package dev.inventory.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.inventory.platform.failure.Rejected;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodiesTest {

    @Test
    void oneObjectIsNoList() throws IOException {
        Bodies bodies = parse("{\"name\": \"a\"}");

        assertThat(bodies.isList()).isFalse();
        assertThat(bodies.one().text("name", 9).get()).isEqualTo("a");
        assertThatThrownBy(bodies::all).isInstanceOf(Rejected.class).hasMessageContaining("Expected a list");
    }

    @Test
    void aListKeepsItsOrder() throws IOException {
        Bodies bodies = parse("[{\"name\": \"a\"}, {\"name\": \"b\"}]");

        assertThat(bodies.isList()).isTrue();
        assertThat(bodies.all()).extracting(body -> body.text("name", 9).get()).containsExactly("a", "b");
        assertThatThrownBy(parse("[]")::all).isInstanceOf(Rejected.class).hasMessageContaining("may not be empty");
    }

    @Test
    void aListEndsAtTheLimit() throws IOException {
        String most = "[" + "{},".repeat(Bodies.MAX - 1) + "{}";

        assertThat(parse(most + "]").all()).hasSize(Bodies.MAX);
        assertThatThrownBy(() -> parse(most + ",{}]"))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "[{}", "[{},]", "[{}] 5", "{} {}", "{", "[{\"a\": 1, \"a\": 2}]", "]"})
    void whatIsNeitherIsRefused(String json) {
        assertThatThrownBy(() -> parse(json)).isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "[{}]", "null"})
    void whatIsNoObjectSpoilsItsOwnPlaceAlone(String element) throws IOException {
        List<Body> bodies = parse("[{}, " + element + "]").all();

        bodies.get(0).finish();
        bodies.get(1).text("name", 9).required();
        Rejected rejected =
                catchThrowableOfType(Rejected.class, () -> bodies.get(1).finish());
        assertThat(rejected.fields())
                .isEqualTo(Map.of("non_field_errors", List.of("Invalid data. Expected a dictionary.")));
    }

    @Test
    void changesNameTheirObjectsOnce() throws IOException {
        List<Bodies.Change> changes = parse("[{\"pk\": 5}, {\"pk\": 6}, {\"pk\": 5}, {}, {\"pk\": \"7\"}]")
                .changes("pk");

        assertThat(changes.get(0).id()).isEqualTo(5);
        assertThat(changes.get(1).id()).isEqualTo(6);
        assertThatThrownBy(changes.get(2)::id).hasMessageContaining("more than once");
        assertThatThrownBy(changes.get(3)::id).hasMessageContaining("required");
        assertThatThrownBy(changes.get(4)::id).hasMessageContaining("Incorrect type");
    }

    private static Bodies parse(String json) throws IOException {
        return BodyReader.parseAll(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
