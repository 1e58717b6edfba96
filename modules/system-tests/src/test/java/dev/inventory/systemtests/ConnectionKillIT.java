package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A sync whose server dies at half is done by another run, and nothing is there twice. */
@Tag("slow")
@Isolated
class ConnectionKillIT {

    private static final int RECORDS = 4_000;

    @Test
    void goesOnAfterKill9AndNothingIsThereTwice() {
        Map<String, String> settings =
                new LinkedHashMap<>(TestDatabase.current().create("killed_sync"));
        settings.put("inventory.poll.enabled", "false");
        settings.put("inventory.connection.lease", "3s");
        try (StockSource source = new StockSource();
                ServerProcess process = new ServerProcess("killed_sync", settings)) {
            List<ObjectNode> records = new ArrayList<>();
            for (int i = 0; i < RECORDS; i++) {
                records.add(StockSource.record("S-" + i, i, "A"));
            }
            source.holds(records);
            source.holdFrom(RECORDS * 3 / 4);
            process.start().awaitReady();
            Site site = Site.create(process.server(), "killed");
            Profile profile = Profile.create(site.admin(), Profile.rest(site, source.url()));
            String run = profile.path() + "sync_runs/"
                    + site.admin()
                            .post(profile.path() + "sync/", "{}")
                            .expect(202)
                            .id() + "/";
            process.await(
                    "some of it",
                    () -> site.admin().get(run).json().path("created").asInt() > RECORDS / 4);

            process.kill();
            source.holdFrom(Integer.MAX_VALUE);
            process.start().awaitReady();

            process.await(
                    "the run that goes on",
                    () -> profile.detail().path("last_sync_status").asText().equals("success"));
            JsonNode runs = site.admin()
                    .get(profile.path() + "sync_runs/")
                    .expect(200)
                    .json()
                    .path("results");
            assertThat(runs).hasSize(2);
            JsonNode resumed = runs.path(0);
            JsonNode interrupted = runs.path(1);
            assertThat(interrupted.path("status").asText()).isEqualTo("interrupted");
            assertThat(resumed.path("requested_by").asText()).isEqualTo("resume");
            int before = interrupted.path("created").asInt();
            assertThat(before).isBetween(RECORDS / 4, RECORDS - 1);
            // what a batch wrote it wrote with its count: the second run finds just that
            assertThat(resumed.path("unchanged").asInt()).isEqualTo(before);
            assertThat(resumed.path("created").asInt()).isEqualTo(RECORDS - before);
            assertThat(site.admin()
                            .get("/api/items/count")
                            .expect(200)
                            .json()
                            .at("/body/0/count")
                            .asInt())
                    .isEqualTo(RECORDS);
        }
    }
}
