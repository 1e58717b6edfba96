package dev.inventory.device.internal.tags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.BodyReader;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.json.Value;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagsTest {

    private static Value<Tags> read(String tags) {
        Body body = BodyReader.parse("{\"tags\": " + tags + "}");
        Value<Tags> read = Tags.read(body);
        body.finish();
        return read;
    }

    @Test
    void areTrimmedSortedAndOneInAnyCase() {
        assertThat(read("[\" rack 10\", \"Core\", \"core\", \"alpha\", \"CORE \"]")
                        .get()
                        .names())
                .containsExactly("alpha", "Core", "rack 10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]"})
    void mayBeNone(String none) {
        assertThat(read(none).isPresent()).isTrue();
        assertThat(read(none).or(Tags.NONE)).isEqualTo(Tags.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"core\"", "[1]", "[\"\"]", "[\" \"]", "[null]", "[\"a\\nb\"]", "{\"a\": 1}", "[[\"a\"]]"})
    void areRefused(String wrong) {
        assertThat(catchThrowableOfType(Rejected.class, () -> read(wrong)).fields())
                .containsOnlyKeys("tags");
    }

    @Test
    void haveALimitedLengthAndNumber() {
        assertThat(read(Json.write(List.of("x".repeat(Tags.MAX_LENGTH)))).get().names())
                .hasSize(1);
        assertThat(catchThrowableOfType(
                                Rejected.class, () -> read(Json.write(List.of("x".repeat(Tags.MAX_LENGTH + 1)))))
                        .fields())
                .containsOnlyKeys("tags");
        List<String> most =
                IntStream.range(0, Tags.MAX).mapToObj(i -> "tag " + i).toList();
        assertThat(read(Json.write(most)).get().names()).hasSameElementsAs(most);
        List<String> more =
                IntStream.rangeClosed(0, Tags.MAX).mapToObj(i -> "tag " + i).toList();
        assertThat(catchThrowableOfType(Rejected.class, () -> read(Json.write(more)))
                        .fields())
                .containsOnlyKeys("tags");
    }

    @Test
    void areKeptInOneColumn() {
        TagsConverter converter = new TagsConverter();
        Tags tags = Tags.of(List.of("b, c", "a\"b"));

        assertThat(converter.convertToEntityAttribute(converter.convertToDatabaseColumn(tags)))
                .isEqualTo(tags);
        assertThat(converter.convertToDatabaseColumn(Tags.NONE)).isNull();
        assertThat(converter.convertToEntityAttribute(null)).isEqualTo(Tags.NONE);
    }
}
