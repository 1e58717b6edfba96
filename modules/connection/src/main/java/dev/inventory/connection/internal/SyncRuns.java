package dev.inventory.connection.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.inventory.connection.internal.sync.RunStatus;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.listing.Kind;
import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.listing.Listing;
import dev.inventory.platform.listing.Lists;
import dev.inventory.platform.listing.Page;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of the runs of a profile, the last first. */
@ApplicationScoped
@RetriedOnContention
@Transactional
public class SyncRuns {

    private static final int FIRST_ERRORS = 20;

    static final Listing RUNS = Listing.of("SyncRun", "r")
            .field("id", "r.id", Kind.ID)
            .field("status", "r.status", Kind.TEXT)
            .field("dry_run", "r.dryRun", Kind.BOOLEAN)
            .field("requested_by", "r.requestedBy", Kind.TEXT)
            .field("requested_at", "r.requestedAt", Kind.INSTANT)
            .field("started_at", "r.startedAt", Kind.INSTANT)
            .field("finished_at", "r.finishedAt", Kind.INSTANT)
            .field("sync_record_count", "r.recordCount", Kind.NUMBER)
            .field("created", "r.created", Kind.NUMBER)
            .field("updated", "r.updated", Kind.NUMBER)
            .field("unchanged", "r.unchanged", Kind.NUMBER)
            .field("removed", "r.removed", Kind.NUMBER)
            .field("failed", "r.failed", Kind.NUMBER)
            .field("skipped", "r.skipped", Kind.NUMBER)
            .field("error", "r.error", Kind.TEXT)
            .completed("duration_ms")
            .required("status", "requested_at")
            .choices("status", RunStatus.words())
            .brief("id", "status", "requested_at")
            .build();

    static final Listing ERRORS = Listing.of("SyncError", "e")
            .field("id", "e.id", Kind.ID)
            .hidden("batch", "e.batch", Kind.NUMBER)
            .field("record", "e.record", Kind.TEXT)
            .field("field", "e.field", Kind.TEXT)
            .field("message", "e.message", Kind.TEXT)
            .build();

    @PersistenceContext
    EntityManager em;

    @Inject
    ConnectionProfiles profiles;

    @Inject
    Lists lists;

    @Inject
    Clock clock;

    public Page list(long profileId, UriInfo uri) {
        profiles.require(profileId, Permission.VIEW);
        ListQuery query = ListQuery.parse(RUNS, ordered(uri, "-id"));
        query.criteria().and("r.profileId = ?", profileId);
        return lists.page(query, uri, rows -> rows.forEach(this::measure));
    }

    /** A run with the first of its errors and, of a dry run, with what it would change. */
    public Map<String, @Nullable Object> detail(long profileId, long runId) {
        requireRun(profileId, runId);
        ListQuery query = ListQuery.parse(RUNS, Map.of("id", List.of(Long.toString(runId))));
        Map<String, @Nullable Object> shown =
                new LinkedHashMap<>(lists.first(query).orElseThrow(NotFound::object));
        measure(shown);
        shown.put("errors", errors(runId));
        String diff = em.find(SyncRun.class, runId).diffJson();
        if (diff != null) {
            JsonNode changes = Json.read(diff);
            shown.put("diff", changes);
        }
        return shown;
    }

    public Page errors(long profileId, long runId, UriInfo uri) {
        requireRun(profileId, runId);
        ListQuery query = ListQuery.parse(ERRORS, ordered(uri, "batch"));
        query.criteria().and("e.runId = ?", runId);
        return lists.page(query, uri);
    }

    private void requireRun(long profileId, long runId) {
        profiles.require(profileId, Permission.VIEW);
        SyncRun run = em.find(SyncRun.class, runId);
        if (run == null || run.profileId() != profileId) {
            throw NotFound.object();
        }
    }

    private List<Map<String, @Nullable Object>> errors(long runId) {
        return em.createQuery(
                        "SELECT e.record, e.field, e.message FROM SyncError e WHERE e.runId = :run"
                                + " ORDER BY e.batch, e.id",
                        Object[].class)
                .setParameter("run", runId)
                .setMaxResults(FIRST_ERRORS)
                .getResultStream()
                .map(row -> {
                    Map<String, @Nullable Object> error = new LinkedHashMap<>();
                    error.put("record", row[0]);
                    error.put("field", row[1]);
                    error.put("message", row[2]);
                    return error;
                })
                .toList();
    }

    /** How long it took, or has taken so far. */
    private void measure(Map<String, @Nullable Object> run) {
        Long millis = null;
        if (run.get("started_at") instanceof Instant start) {
            Instant end = run.get("finished_at") instanceof Instant at ? at : clock.instant();
            millis = Duration.between(start, end).toMillis();
        }
        run.put("duration_ms", millis);
    }

    private static Map<String, List<String>> ordered(UriInfo uri, String unlessAsked) {
        Map<String, List<String>> parameters = new LinkedHashMap<>(uri.getQueryParameters());
        parameters.putIfAbsent("ordering", List.of(unlessAsked));
        return parameters;
    }
}
