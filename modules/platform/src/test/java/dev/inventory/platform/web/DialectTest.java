package dev.inventory.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Json;
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
    void boxErrorsComeInTheEnvelope() {
        assertThat(Json.write(Dialect.BOX.body(new NotFound("Box does not exist"), "Not Found", "r-1")))
                .isEqualTo("{\"code\":404,\"body\":[{\"name\":\"Not Found\",\"description\":\"Box does not exist\"}]}");
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
