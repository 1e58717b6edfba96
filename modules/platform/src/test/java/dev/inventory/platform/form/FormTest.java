package dev.inventory.platform.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventory.platform.failure.Rejected;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {

    private static final MediaType MULTIPART = new MediaType("multipart", "form-data", Map.of("boundary", "----line7"));

    private static Form read(MediaType type, String body) {
        return Form.read(type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String part(String name, String text) {
        return "------line7\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + text + "\r\n";
    }

    @Test
    void threeTypesSayTheSame() {
        Form encoded = read(MediaType.APPLICATION_FORM_URLENCODED_TYPE, "name=B%C3%BCro+1&items=a&items=b&empty=");
        Form multipart = read(
                MULTIPART,
                part("name", "Büro 1") + part("items", "a") + part("items", "b") + part("empty", "")
                        + "------line7--\r\n");
        Form json = read(
                MediaType.APPLICATION_JSON_TYPE, "{\"name\": \"Büro 1\", \"items\": [\"a\", \"b\"], \"empty\": \"\"}");

        for (Form form : new Form[] {encoded, multipart, json}) {
            assertThat(form.text("name")).contains("Büro 1");
            assertThat(form.texts("items")).containsExactly("a", "b");
            assertThat(form.text("empty")).contains("");
            assertThat(form.has("other")).isFalse();
        }
    }

    @Test
    void jsonMayHoldNumbersAndWhatIsNoText() {
        Form json = read(MediaType.APPLICATION_JSON_TYPE, "{\"n\": 5, \"b\": true, \"o\": {\"a\": 1}, \"nil\": null}");

        assertThat(json.text("n")).contains("5");
        assertThat(json.text("b")).contains("true");
        assertThat(json.text("o")).contains("{\"a\":1}");
        assertThat(json.has("nil")).isFalse();
        assertThat(json.json("n"))
                .hasValueSatisfying(n -> assertThat(n.isIntegralNumber()).isTrue());
        assertThat(json.json("nil")).isEmpty();
        assertThat(read(MediaType.APPLICATION_FORM_URLENCODED_TYPE, "n=5").json("n"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "{\"a\": 1, \"a\": 2}", "{", "7"})
    void otherJsonIsRefused(String body) {
        assertThatThrownBy(() -> read(MediaType.APPLICATION_JSON_TYPE, body)).isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no boundary at all",
                "------line7\r\nContent-Disposition: form-data\r\n\r\nx\r\n------line7--\r\n"
            })
    void brokenMultipartIsRefused(String body) {
        assertThatThrownBy(() -> read(MULTIPART, body)).isInstanceOf(Rejected.class);
    }

    @Test
    void noBodyIsAnEmptyForm() {
        assertThat(read(MULTIPART, "").all()).isEmpty();
    }

    @Test
    void aMultipartFormNamesItsBoundary() {
        assertThatThrownBy(() -> read(MediaType.MULTIPART_FORM_DATA_TYPE, part("name", "x")))
                .isInstanceOf(Rejected.class)
                .hasMessage("The Content-Type of a multipart form must name its boundary.");
    }

    @Test
    void noPartIsPassedOverInSilence() {
        String many = part("items", "a").repeat(1_101) + "------line7--\r\n";

        assertThatThrownBy(() -> read(MULTIPART, many))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("1100");
        String fewer = part("items", "a").repeat(1_100) + "------line7--\r\n";
        assertThat(read(MULTIPART, fewer).texts("items")).hasSize(1_100);
    }
}
