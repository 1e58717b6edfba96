package dev.inventory.device.internal;

import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.listing.Lists;
import dev.inventory.platform.listing.Page;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was learned about a device: its facts, and how its status changed. */
@ApplicationScoped
@RetriedOnContention
public class DeviceFacts {

    @PersistenceContext
    EntityManager em;

    @Inject
    Devices devices;

    @Inject
    Lists lists;

    @Transactional
    public List<DeviceSchemas.Fact> of(long deviceId) {
        devices.requireVisible(deviceId);
        boolean bySnmpAlone = isSeenBySnmpAlone(deviceId);
        return em.createQuery(
                        "SELECT f.name, f.value, f.source, f.observedAt, p.lastSeen, p.identifiedAt FROM DeviceFact f"
                                + " LEFT JOIN DevicePoll p ON p.deviceId = f.deviceId WHERE f.deviceId = :id"
                                + " ORDER BY f.name",
                        Object[].class)
                .setParameter("id", deviceId)
                .getResultStream()
                .map(row -> new DeviceSchemas.Fact(
                        (String) row[0],
                        (String) row[1],
                        (String) row[2],
                        (Instant) row[3],
                        DeviceFact.SYSTEM_GROUP.equals(row[2])
                                ? polled((Instant) row[3], (Instant) row[4], bySnmpAlone)
                                : latest((Instant) row[3], (Instant) row[5])))
                .toList();
    }

    private boolean isSeenBySnmpAlone(long deviceId) {
        return em.createQuery(
                        "SELECT d.statusHelpers, t.statusHelpers FROM Device d JOIN d.type t WHERE d.id = :id",
                        Object[].class)
                .setParameter("id", deviceId)
                .getResultStream()
                .map(row -> helpers(row[0], row[1]))
                .allMatch(helpers -> helpers.isEmpty() || helpers.equals(List.of("snmp")));
    }

    /** Each poll asks for the system group, if a poll is what makes a device seen. */
    private static @Nullable Instant polled(Instant observed, @Nullable Instant lastSeen, boolean bySnmpAlone) {
        return bySnmpAlone ? latest(observed, lastSeen) : null;
    }

    private static Instant latest(Instant one, @Nullable Instant other) {
        return other != null && other.isAfter(one) ? other : one;
    }

    /** Its own, else its type's. */
    private static List<?> helpers(@Nullable Object own, @Nullable Object ofType) {
        return own instanceof List<?> some && !some.isEmpty() ? some : ofType instanceof List<?> all ? all : List.of();
    }

    @Transactional
    public Page statusHistory(long deviceId, UriInfo uri) {
        devices.requireVisible(deviceId);
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>(uri.getQueryParameters());
        parameters.computeIfAbsent("ordering", name -> List.of("-id"));
        ListQuery query = ListQuery.parse(DeviceListings.STATUS_HISTORY, parameters);
        query.criteria().and("h.deviceId = ?", deviceId);
        return lists.page(query, uri);
    }
}
