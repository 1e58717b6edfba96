package dev.inventory.systemtests;

import static dev.inventory.systemtests.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much of a period a device was up, by the history that users and polls have written. */
@ExtendWith(DeployedServer.class)
class AvailabilityIT {

    private final Server server;
    private Site site;
    private Api admin;

    AvailabilityIT(Server server) {
        this.server = server;
    }

    @BeforeEach
    void organization() {
        site = Site.create(server, "available");
        admin = site.admin();
    }

    private static String path(long id) {
        return Site.device(id) + "availability/";
    }

    private JsonNode availability(long id, String query) {
        return admin.get(path(id) + query).expect(200).json();
    }

    private Instant changed(long id) {
        return Instant.parse(admin.get(Site.device(id))
                .expect(200)
                .json()
                .path("last_status_change")
                .asText());
    }

    private void write(long id, boolean up) {
        admin.patch(Site.device(id), "{\"status\": " + up + "}").expect(200);
    }

    private static void pause() {
        Instant until = Instant.now().plusMillis(1500);
        await("a second").until(() -> Instant.now().isAfter(until));
    }

    @Test
    void tellsThePercentAndTheOutages() {
        long id = site.register(site.device().put("status", true)).id();
        pause();
        write(id, false);
        Instant begun = changed(id);
        pause();
        write(id, true);
        Instant ended = changed(id);
        pause();

        JsonNode all = availability(id, "");
        assertThat(Json.names(all))
                .containsExactly(
                        "from",
                        "to",
                        "percent",
                        "observed_seconds",
                        "up_seconds",
                        "down_seconds",
                        "unreachable_seconds",
                        "maintenance_seconds",
                        "unknown_seconds",
                        "outage_count",
                        "outages",
                        "note");
        assertThat(all.path("percent").asDouble()).isStrictlyBetween(0.0, 100.0);
        assertThat(all.path("from")).isEqualTo(admin.get(Site.device(id)).json().path("created_at"));
        assertThat(all.path("down_seconds").asLong())
                .isEqualTo(Math.round(ChronoUnit.MILLIS.between(begun, ended) / 1000.0));
        assertThat(all.path("outage_count").asInt()).isEqualTo(1);
        JsonNode outage = all.path("outages").path(0);
        assertThat(Json.names(outage)).containsExactly("begin", "end", "seconds", "status_detail", "reason");
        assertThat(Instant.parse(outage.path("begin").asText())).isEqualTo(begun);
        assertThat(Instant.parse(outage.path("end").asText())).isEqualTo(ended);
        assertThat(outage.path("status_detail").asText()).isEqualTo("down");
        assertThat(outage.path("reason").asText()).startsWith("Set by ");
        assertThat(all.path("note").isNull()).isTrue();

        // a part of it: the device was down when it began, or when it ended
        assertThat(availability(id, "?from=" + begun + "&to=" + ended)
                        .path("percent")
                        .asDouble())
                .isZero();
        assertThat(availability(id, "?from=" + begun + "&to=" + ended)
                        .path("outages")
                        .path(0)
                        .path("end")
                        .isNull())
                .isTrue();
        assertThat(availability(id, "?from=" + ended).path("percent").asDouble())
                .isEqualTo(100.0);
        write(id, false);
        assertThat(availability(id, "").path("outages").path(0).path("end").isNull())
                .isTrue();
    }

    @Test
    void whatNobodyKnowsAndWhatWasPlannedIsNotCounted() {
        long unknown = site.register().id();
        long planned = site.register(site.device().put("status", true)).id();
        write(planned, false);
        admin.post(
                        "/api/v1/inventory_maintenance_window/",
                        Map.of(
                                "organization",
                                site.id(),
                                "reason",
                                "Work",
                                "starts_at",
                                Instant.now().minusSeconds(3600).toString(),
                                "ends_at",
                                Instant.now().plusSeconds(3600).toString()))
                .expect(201);

        JsonNode nothing = availability(unknown, "");
        assertThat(nothing.path("percent").isNull()).isTrue();
        assertThat(nothing.path("outage_count").asInt()).isZero();
        pause();
        JsonNode work = availability(planned, "");
        assertThat(work.path("percent").isNull()).isTrue();
        assertThat(work.path("maintenance_seconds").asLong()).isPositive();
        assertThat(work.path("down_seconds").asLong()).isZero();
        assertThat(work.path("outages")).isEmpty();

        // and a window of the organization above counts, one of another organization does not
        Site below = site.child("below");
        long deep = below.register(below.device().put("status", false)).id();
        Site elsewhere = Site.create(server, "elsewhere");
        long other = elsewhere.register(elsewhere.device().put("status", false)).id();
        pause();
        assertThat(availability(deep, "").path("maintenance_seconds").asLong()).isPositive();
        assertThat(availability(other, "").path("maintenance_seconds").asLong()).isZero();
        assertThat(availability(other, "").path("percent").asDouble()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?from=yesterday | from | valid date/time",
                "?to=2026-13-01 | to | valid date/time",
                "?from=2024-02-01&to=2024-01-01 | from | before to",
                "?from=2024-02-01&to=2024-02-01 | from | before to",
                "?from=2999-01-01 | from | past",
                "?from=2999-01-01&to=2999-02-01 | from | past",
                "?from=2020-01-01 | from | 366 days",
                "?from=2020-01-01&to=2020-02-01 | to | registered at",
                "?form=2024-01-01 | form | 'from'",
            })
    void namesTheParameterThatIsWrong(String query, String field, String words) {
        long id = site.register().id();

        JsonNode errors = admin.get(path(id) + query).expect(400).json();

        assertThat(Json.names(errors)).containsExactly(field);
        assertThat(errors.path(field).path(0).asText()).contains(words);
    }

    @Test
    void isSeenByWhoMaySeeTheDevice() {
        long id = site.register().id();

        site.member("device", "view").get(path(id)).expect(200);
        Site.create(server, "strangers").member("device", "view").get(path(id)).expect(403);
        admin.get(path(999_999_999)).expect(404);
        admin.get(Site.DEVICES + "none/availability/").expect(404);
        admin.get(path(id) + "?from=&to=").expect(200);
    }
}
