package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What a server answered. */
record Answer(String request, int status, java.net.http.HttpHeaders headers, String body) {

    JsonNode json() {
        assertThat(header("Content-Type")).as(toString()).contains("application/json");
        return Json.parse(body);
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    String etag() {
        return header("ETag").orElseThrow(() -> new AssertionError("No ETag: " + this));
    }

    /** Insists on a status, showing the whole answer if it is another. */
    Answer expect(int expected) {
        assertThat(status).as(toString()).isEqualTo(expected);
        return this;
    }

    /** The id of the object that was answered. */
    long id() {
        return json().path("id").asLong();
    }

    @Override
    public String toString() {
        return request + " -> " + status + " " + (body.length() > 2000 ? body.substring(0, 2000) + "…" : body);
    }
}
