package dev.inventory.box.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptedTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | false",
                "application/json | false",
                "text/html | true",
                "text/* | true",
                "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8 | true",
                "text/html, application/json | false",
                "text/html;q=0.5, application/json;q=0.4 | true",
                "text/html;q=0.4, application/json;q=0.5 | false",
                "text/html;q=0, */* | false",
                "text/html;q=nonsense, */*;q=0.1 | false",
                "application/*;q=0.9, text/html;q=1.0 | true",
            })
    void prefersHtmlOnlyWhereThatIsSaid(String accept, boolean expected) {
        assertThat(Accepted.prefers(ranges(accept), MediaType.TEXT_HTML_TYPE, MediaType.APPLICATION_JSON_TYPE))
                .isEqualTo(expected);
    }

    /** As a container reads the header; there is none in this test. */
    private static List<MediaType> ranges(String accept) {
        return Arrays.stream(accept.split(","))
                .map(range -> {
                    String[] parts = range.strip().split(";q=|/");
                    return new MediaType(parts[0], parts[1], parts.length < 3 ? Map.of() : Map.of("q", parts[2]));
                })
                .toList();
    }
}
