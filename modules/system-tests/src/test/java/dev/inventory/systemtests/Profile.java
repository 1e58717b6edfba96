package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A connection profile of a test. */
record Profile(Api admin, long id) {

    static final String PROFILES = "/api/v1/inventory_connection_profile/";

    /** A profile's fields: valid, for a REST source. */
    static ObjectNode rest(Site site, String url) {
        ObjectNode profile = Json.object("""
                {"profile_type": "rest_api", "ssl_enabled": false, "authentication_type": "api_key",
                 "connection_timeout": 5, "configuration": {
                  "source": {"pagination": {"type": "next", "page_size": 500}},
                  "data_mapping": {"item_id": "sku", "quantity": "stock_count", "location": "warehouse_section"}}}""");
        profile.putObject("credentials").put("api_key", StockSource.KEY);
        return profile.put("name", Site.unique("profile"))
                .put("organization", site.id())
                .put("endpoint_url", url);
    }

    static Profile create(Api admin, ObjectNode fields) {
        return new Profile(admin, admin.post(PROFILES, fields).expect(201).id());
    }

    String path() {
        return PROFILES + id + "/";
    }

    JsonNode detail() {
        return admin.get(path()).expect(200).json();
    }

    Profile configure(String configuration) {
        admin.patch(path(), Map.of("configuration", Json.object(configuration))).expect(200);
        return this;
    }

    /** Runs it, and waits for the end. */
    JsonNode sync() {
        return run("{}");
    }

    JsonNode dryRun() {
        return run("{\"dry_run\": true}");
    }

    private JsonNode run(String body) {
        Answer accepted = admin.post(path() + "sync/", body).expect(202);
        String run = path() + "sync_runs/" + accepted.id() + "/";
        assertThat(accepted.header("Location"))
                .hasValueSatisfying(link -> assertThat(link).endsWith(run));
        Patience.await("the end of " + run).until(() -> !List.of("queued", "running")
                .contains(admin.get(run).expect(200).json().path("status").asText()));
        return admin.get(run).expect(200).json();
    }

    /** The records that a run could not take, by their names. */
    List<String> errors(JsonNode run) {
        List<String> names = new ArrayList<>();
        String next = path() + "sync_runs/" + run.path("id").asLong() + "/errors/?limit=100";
        while (next != null) {
            JsonNode page = admin.get(next).expect(200).json();
            page.path("results").forEach(row -> names.add(row.path("record").asText()));
            String link = page.path("next").asText("");
            next = page.path("next").isNull() || link.isEmpty() ? null : link.substring(link.indexOf("/api/"));
        }
        return names;
    }

    String source() {
        return "connection_profile:" + id;
    }
}
