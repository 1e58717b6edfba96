package dev.inventory.platform.audit;

import dev.inventory.platform.access.Caller;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.web.RequestInfo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.LinkedHashMap;
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

    @PersistenceContext
    EntityManager em;

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
        Map<String, @Nullable Object> was = new LinkedHashMap<>();
        Map<String, @Nullable Object> is = new LinkedHashMap<>();
        after.forEach((name, value) -> {
            if (!Objects.equals(before.get(name), value)) {
                was.put(name, before.get(name));
                is.put(name, value);
            }
        });
        if (!is.isEmpty()) {
            record("update", type, id, was, is);
        }
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
        em.persist(new AuditEntry(
                clock.instant(),
                caller.userId(),
                caller.username(),
                ofRequest(RequestInfo::remoteAddress),
                ofRequest(RequestInfo::requestId),
                action,
                type,
                id,
                Json.write(before),
                Json.write(after)));
        audited.fire(new Audited(action, type, id));
    }
}
