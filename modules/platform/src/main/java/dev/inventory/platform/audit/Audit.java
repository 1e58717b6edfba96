package dev.inventory.platform.audit;

import dev.inventory.platform.access.Caller;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.persistence.BulkInsert;
import dev.inventory.platform.persistence.BulkInsert.Column;
import dev.inventory.platform.persistence.BulkInsert.SqlType;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.web.RequestInfo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The audit log. An entry is written in the transaction of the change that it tells of: there is no change without its
 * entry and no entry without its change. Callers leave secrets out of what they pass.
 */
@ApplicationScoped
public class Audit {

    private static final BulkInsert ROWS = new BulkInsert(
            "audit_log",
            new Column("happened_at", SqlType.INSTANT),
            new Column("user_id", SqlType.BIGINT),
            new Column("username", SqlType.TEXT),
            new Column("remote_address", SqlType.TEXT),
            new Column("request_id", SqlType.TEXT),
            new Column("action_name", SqlType.TEXT),
            new Column("object_type", SqlType.TEXT),
            new Column("object_id", SqlType.BIGINT),
            new Column("before_json", SqlType.TEXT),
            new Column("after_json", SqlType.TEXT));

    @PersistenceContext
    EntityManager em;

    @Inject
    Database database;

    @Inject
    Caller caller;

    @Inject
    RequestInfo request;

    @Inject
    Event<Audited> audited;

    @Inject
    Clock clock;

    @Transactional(Transactional.TxType.MANDATORY)
    public void created(String type, long id, Map<String, ?> after) {
        record("create", type, id, Map.of(), after);
    }

    /** Notes the fields that differ; nothing if none does. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void changed(String type, long id, Map<String, ?> before, Map<String, ?> after) {
        Change differing = new Change(before, after).differing();
        if (!differing.after().isEmpty()) {
            record("update", type, id, differing.before(), differing.after());
        }
    }

    /** What an object held, and what it holds. */
    public record Change(
            Map<String, ? extends @Nullable Object> before, Map<String, ? extends @Nullable Object> after) {

        private Change differing() {
            Map<String, @Nullable Object> was = new LinkedHashMap<>();
            Map<String, @Nullable Object> is = new LinkedHashMap<>();
            after.forEach((name, value) -> {
                if (!Objects.equals(before.get(name), value)) {
                    was.put(name, before.get(name));
                    is.put(name, value);
                }
            });
            return new Change(was, is);
        }
    }

    /** Who changes something, for work that goes on beside the request that it is done for. */
    public record Author(long userId, String username, String remoteAddress, String requestId) {}

    /** The one that the request in progress, or the job, works for. */
    public Author author() {
        return new Author(
                caller.userId(),
                caller.username(),
                ofRequest(RequestInfo::remoteAddress),
                ofRequest(RequestInfo::requestId));
    }

    /**
     * Notes many new objects at once, past JPA. Who observes changes is told of the first of them alone: what comes by
     * the thousand is no object whose every change another module must know.
     *
     * @param after what each holds, by its id
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void createdAll(String type, Map<Long, ? extends Map<String, ?>> after) {
        createdAll(author(), type, after);
    }

    /** As the other, of what this author does. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void createdAll(Author author, String type, Map<Long, ? extends Map<String, ?>> after) {
        Map<Long, Change> created = new LinkedHashMap<>();
        after.forEach((id, fields) -> created.put(id, new Change(Map.of(), fields)));
        recordAll(author, "create", type, created);
    }

    /** Notes what differs in many objects at once, as {@link #createdAll} notes new ones. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void changedAll(String type, Map<Long, Change> changes) {
        Map<Long, Change> real = new LinkedHashMap<>();
        changes.forEach((id, change) -> {
            Change differing = change.differing();
            if (!differing.after().isEmpty()) {
                real.put(id, differing);
            }
        });
        recordAll(author(), "update", type, real);
    }

    private void recordAll(Author author, String action, String type, Map<Long, Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        List<@Nullable Object[]> rows = new ArrayList<>(changes.size());
        changes.forEach((id, change) -> rows.add(new @Nullable Object[] {
            now,
            author.userId(),
            author.username(),
            author.remoteAddress(),
            author.requestId(),
            action,
            type,
            id,
            Json.write(change.before()),
            Json.write(change.after())
        }));
        int unused = database.run(connection -> {
            ROWS.write(connection, rows);
            return rows.size();
        });
        audited.fire(new Audited(action, type, changes.keySet().iterator().next()));
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void deleted(String type, long id, Map<String, ?> before) {
        record("delete", type, id, before, Map.of());
    }

    /** A background job has no request. */
    private String ofRequest(Function<RequestInfo, String> part) {
        try {
            return part.apply(request);
        } catch (ContextNotActiveException e) {
            return "";
        }
    }

    private void record(String action, String type, long id, Map<String, ?> before, Map<String, ?> after) {
        Author author = author();
        em.persist(new AuditEntry(
                clock.instant(),
                author.userId(),
                author.username(),
                author.remoteAddress(),
                author.requestId(),
                action,
                type,
                id,
                Json.write(before),
                Json.write(after)));
        audited.fire(new Audited(action, type, id));
    }
}
