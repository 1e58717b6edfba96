package dev.inventory.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectTest {

    @ParameterizedTest
    @CsvSource({
        "box/get/abc, BOX",
        "/api/boxes/list, BOX",
        "item, BOX",
        "items/, BOX",
        "boxing, REST",
        "v1/inventory_device/box, REST",
        "user/token, REST",
        "/api/, REST",
    })
    void thePathDecides(String path, Dialect expected) {
        assertThat(Dialect.of(path)).isEqualTo(expected);
    }

    @Test
    void aLineBreakInThePathChangesNothing() {
        assertThat(Dialect.of("box/get/k3f09a1z\n")).isEqualTo(Dialect.BOX);
        assertThat(Dialect.of("v1\n/box/get")).isEqualTo(Dialect.REST);
    }

    @Test
    void boxErrorsComeInTheEnvelope() {
        assertThat(Json.write(Dialect.BOX.body(new NotFound("Box does not exist"), "Not Found", "r-1")))
                .isEqualTo("{\"code\":404,\"body\":[{\"name\":\"Not Found\",\"description\":\"Box does not exist\"}]}");
    }

    @Test
    void boxErrorsByFieldAreASentence() {
        Rejected whole = Rejected.field("non_field_errors", "Invalid data. Expected a dictionary.");
        Rejected fields = Rejected.of(
                new FieldErrors().add("name", "Missing.").add("name", "Really.").add("box", "Too large."));

        assertThat(Json.write(Dialect.BOX.body(whole, "Bad Request", "r-1")))
                .isEqualTo("{\"code\":400,\"body\":[{\"name\":\"Bad Request\","
                        + "\"description\":\"Invalid data. Expected a dictionary.\"}]}");
        assertThat(Json.write(Dialect.BOX.body(fields, "Bad Request", "r-1")))
                .contains("\"description\":\"name: Missing. Really. box: Too large.\"");
    }

    @Test
    void boxErrorsOfTheServerCarryTheRequestsId() {
        assertThat(Json.write(
                        Dialect.BOX.body(500, "Internal Server Error", "A server error occurred.", Map.of(), "r-1")))
                .isEqualTo("{\"code\":500,\"body\":[{\"name\":\"Internal Server Error\","
                        + "\"description\":\"A server error occurred.\",\"request_id\":\"r-1\"}]}");
    }

    @Test
    void whatAnswersGetAnswersHead() {
        assertThat(FailureMapper.withHead(List.of("POST, GET, OPTIONS"))).isEqualTo("GET, HEAD, OPTIONS, POST");
        assertThat(FailureMapper.withHead(List.of("POST", "OPTIONS"))).isEqualTo("OPTIONS, POST");
    }

    @Test
    void restErrorsAreASentenceOrFields() {
        assertThat(Json.write(Dialect.REST.body(NotFound.object(), "Not Found", "r-1")))
                .isEqualTo("{\"detail\":\"Not found.\"}");
        Rejected fields =
                Rejected.of(new FieldErrors().add("snmp.port", "Too large.").add("name", "Missing."));
        assertThat(Json.write(Dialect.REST.body(fields, "Bad Request", "r-1")))
                .isEqualTo("{\"snmp\":{\"port\":[\"Too large.\"]},\"name\":[\"Missing.\"]}");
    }
}
