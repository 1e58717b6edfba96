package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An operation that was accepted, watched as a client watches it. */
record Operation(Api api, String id) {

    private static final Set<String> OPEN = Set.of("scheduled", "in_progress");

    static Operation start(Api api, Object configuration) {
        return new Operation(
                api,
                api.post(Site.OPERATIONS, configuration)
                        .expect(201)
                        .json()
                        .path("id")
                        .asText());
    }

    String path() {
        return Site.OPERATIONS + id + "/";
    }

    /** Its row of the list. */
    JsonNode row() {
        JsonNode list = api.get(Site.OPERATIONS + "?id=" + id).expect(200).json();
        assertThat(list.path("count").asInt()).isEqualTo(1);
        return list.path("results").path(0);
    }

    JsonNode awaitEnd() {
        Patience.await("end of operation " + id)
                .until(() -> !OPEN.contains(row().path("status").asText()));
        return row();
    }

    /** All results, from all pages. */
    List<JsonNode> results() {
        List<JsonNode> rows = new ArrayList<>();
        JsonNode page;
        do {
            page = api.get(path() + "results/?limit=100&ordering=device_id&offset=" + rows.size())
                    .expect(200)
                    .json();
            page.path("results").forEach(rows::add);
        } while (!page.path("next").isNull());
        assertThat(rows).hasSize(page.path("count").asInt());
        return rows;
    }
}
