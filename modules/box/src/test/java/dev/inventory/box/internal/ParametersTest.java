package dev.inventory.box.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.form.Form;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

    private static Parameters of(String key, String value) {
        return Parameters.of(key, value);
    }

    private static void assertRejected(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(Rejected.class).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Shelf A", "a_b-c=d/e.f,g\\h", "Büro 3", "棚 1", "7"})
    void takesLettersDigitsSpacesAndSomeSigns(String text) {
        assertThat(of("name", " " + text + "\n").requiredText("name", 200)).isEqualTo(text);
        assertThat(of("name", text).newName("name", 200)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b", "<b>", "a'b", "100%", "a\u0000b", "a\nb", "(x)", "a\tb", "", "  "})
    void namesNothingElse(String text) {
        assertRejected(() -> of("name", text).requiredText("name", 200), "name was malformed");
        assertThatThrownBy(() -> of("name", text).newName("name", 200))
                .isInstanceOf(NotFound.class)
                .hasMessage("name was malformed");
    }

    @Test
    void tellsWhatIsMissing() {
        Parameters none = Parameters.of((Form) null);

        assertRejected(() -> none.requiredText("name", 200), "name was not found in request");
        assertRejected(() -> none.newName("name", 200), "name was not found in request");
        assertRejected(() -> none.id("box_id"), "box_id was not found in request");
        assertRejected(() -> none.quantity("quantity"), "quantity was not found in request");
        assertRejected(() -> none.all("items"), "items was not found in request");
        assertThat(none.text("reason", 200)).isEmpty();
    }

    @Test
    void textsHaveALength() {
        assertThat(of("reason", "x".repeat(200)).text("reason", 200)).hasValue("x".repeat(200));
        assertRejected(() -> of("reason", "x".repeat(201)).text("reason", 200), "reason was malformed");
    }

    @Test
    void aBlankOptionalTextIsNone() {
        assertThat(of("reason", "  ").text("reason", 200)).isEmpty();
        assertThat(of("reason", "  ").has("reason")).isTrue();
    }

    @Test
    void descriptionsHaveLines() {
        assertThat(of("description", "a\r\nb\tc").lines("description", 10)).hasValue("a\r\nb\tc");
        assertRejected(() -> of("description", "a\u0007").lines("description", 10), "description was malformed");
    }

    @Test
    void idsAreReadInLowerCase() {
        assertThat(of("box_id", " K3F09A1Z ").id("box_id")).isEqualTo("k3f09a1z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k3f09a1",
                "k3f09a1zz",
                "k3f09a1-",
                "k3f0 a1z",
                "ä3f09a1z",
                "",
                "k3f09a1z'",
                "k3f09a1z\n",
                "\tk3f09a1z",
                "\n"
            })
    void otherIdsAreMalformed(String text) {
        assertRejected(() -> of("box_id", text).id("box_id"), "box_id was malformed");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "7,7", "2147483647,2147483647", "0007,7"})
    void quantitiesAreWhole(String text, int quantity) {
        assertThat(of("quantity", text).quantity("quantity")).isEqualTo(quantity);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "5.7", "1e3", "2147483648", "99999999999999999999", "abc", "٣"})
    void otherQuantitiesAreRefused(String text) {
        assertRejected(() -> of("quantity", text).quantity("quantity"), text + " is not a valid integer quantity");
    }

    @Test
    void aParameterMayComeSeveralTimes() {
        Parameters parameters = Parameters.of(Form.read(
                MediaType.APPLICATION_FORM_URLENCODED_TYPE,
                "items=a&items=+b+&items=".getBytes(StandardCharsets.UTF_8)));

        assertThat(parameters.all("items")).containsExactly("a", " b ", "");
    }

    @Test
    void listsHaveDefaults() {
        assertThat(ListRequest.parse(Parameters.of((Form) null), Map.of()))
                .isEqualTo(new ListRequest("id ASC", 100, 0));
    }

    @Test
    void listsAreSortedByOneKey() {
        Parameters parameters = Parameters.of(Form.read(
                MediaType.APPLICATION_FORM_URLENCODED_TYPE,
                "sortby=name&direction=deSC&limit=5000&offset=3".getBytes(StandardCharsets.UTF_8)));

        assertThat(ListRequest.parse(parameters, Map.of("name", "name %s, id %s")))
                .isEqualTo(new ListRequest("name DESC, id DESC", 1000, 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit     | -1    | -1 is not a valid integer limit",
                "limit     | ten   | ten is not a valid integer limit",
                "limit     | 1.5   | 1.5 is not a valid integer limit",
                "limit     | ;     | limit is malformed",
                "limit     | ''    | limit is malformed",
                "offset    | -1    | -1 is not a valid integer offset",
                "offset    | %     | offset is malformed",
                "direction | up    | direction is malformed, should be DESC or ASC",
                "direction | ;     | direction is malformed, should be DESC or ASC",
                "sortby    | ;     | sortby is malformed",
                "sortby    | color | color is not a valid sort key",
            })
    void listsSayWhatIsWrong(String key, String value, String message) {
        assertRejected(() -> ListRequest.parse(of(key, value), Map.of("name", "name %s")), message);
    }

    @Test
    void listsJudgeLimitOffsetDirectionSortbyInThisOrder() {
        String all = "sortby=;&direction=;&offset=;&limit=;";
        for (String key : List.of("limit", "offset", "direction", "sortby")) {
            Parameters parameters = Parameters.of(
                    Form.read(MediaType.APPLICATION_FORM_URLENCODED_TYPE, all.getBytes(StandardCharsets.UTF_8)));
            assertThatThrownBy(() -> ListRequest.parse(parameters, Map.of()))
                    .hasMessageStartingWith(key + " is malformed");
            all = all.replace(key + "=;", "");
        }
    }

    private static Parameters json(String body) {
        return Parameters.of(Form.read(MediaType.APPLICATION_JSON_TYPE, body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Parameters form(String body) {
        return Parameters.of(
                Form.read(MediaType.APPLICATION_FORM_URLENCODED_TYPE, body.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"5\"", "5.0", "5.7", "1e1", "[5]", "[]", "true", "{}"})
    void numbersInJsonAreNumbers(String value) {
        Parameters parameters = json("{\"quantity\": " + value + ", \"limit\": " + value + "}");

        assertRejected(() -> parameters.quantity("quantity"), "quantity was malformed");
        assertRejected(() -> parameters.position("limit", 100), "limit is malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "true", "[\"a\"]", "[]", "{}", "1.5"})
    void textsInJsonAreTexts(String value) {
        Parameters parameters = json("{\"name\": " + value + ", \"box_id\": " + value + ", \"sortby\": " + value + "}");

        assertRejected(() -> parameters.requiredText("name", 200), "name was malformed");
        assertRejected(() -> parameters.text("name", 200), "name was malformed");
        assertThatThrownBy(() -> parameters.newName("name", 200))
                .isInstanceOf(NotFound.class)
                .hasMessage("name was malformed");
        assertRejected(() -> parameters.id("box_id"), "box_id was malformed");
        assertRejected(() -> parameters.optionalId("box_id"), "box_id was malformed");
        assertRejected(() -> ListRequest.parse(parameters, Map.of()), "sortby is malformed");
    }

    @Test
    void soundJsonIsRead() {
        Parameters parameters = json("{\"name\": \"Shelf A\", \"quantity\": 5, \"limit\": 7, \"box_id\": null,"
                + " \"items\": [\"a\", {\"item\": \"b\"}, \"\"]}");

        assertThat(parameters.newName("name", 200)).isEqualTo("Shelf A");
        assertThat(parameters.quantity("quantity")).isEqualTo(5);
        assertThat(parameters.position("limit", 100)).isEqualTo(7);
        assertThat(parameters.has("box_id")).isFalse();
        assertThat(parameters.all("items")).containsExactly("a", "{\"item\":\"b\"}", "");
        assertThat(json("{\"items\": \"a\"}").all("items")).containsExactly("a");
        assertRejected(() -> json("{\"items\": [\"a\", 5]}").all("items"), "items was malformed");
        assertRejected(() -> json("{\"items\": [null]}").all("items"), "items was malformed");
    }

    @Test
    void whatComesOnceMayNotComeTwice() {
        Parameters parameters = form("name=a&name=a&box_id=k3f09a1z&box_id=k3f09a1z&quantity=1&quantity=1"
                + "&limit=1&limit=1&direction=ASC&direction=ASC");

        assertRejected(() -> parameters.requiredText("name", 200), "name was malformed");
        assertThatThrownBy(() -> parameters.newName("name", 200)).hasMessage("name was malformed");
        assertRejected(() -> parameters.id("box_id"), "box_id was malformed");
        assertThat(parameters.idIfAny("box_id")).isEmpty();
        assertRejected(() -> parameters.quantity("quantity"), "quantity was malformed");
        assertRejected(() -> parameters.position("limit", 1), "limit is malformed");
        assertRejected(
                () -> parameters.word("direction", "direction is malformed, should be DESC or ASC"),
                "direction is malformed, should be DESC or ASC");
    }

    @Test
    void aBlankIdIsTold() {
        assertThat(of("box_id", " ").isBlank("box_id")).isTrue();
        assertThat(of("box_id", "a").isBlank("box_id")).isFalse();
        assertThat(of("name", "a").isBlank("box_id")).isFalse();
        assertThat(of("box_id", " ").optionalId("box_id")).isEmpty();
    }
}
