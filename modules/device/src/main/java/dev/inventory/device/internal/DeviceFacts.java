package dev.inventory.device.internal;

import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.listing.Lists;
import dev.inventory.platform.listing.Page;
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

/** What was learned about a device: its facts, and how its status changed. */
@ApplicationScoped
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
        return em.createQuery(
                        "SELECT f.name, f.value, f.source, f.observedAt FROM DeviceFact f WHERE f.deviceId = :id ORDER BY f.name",
                        Object[].class)
                .setParameter("id", deviceId)
                .getResultStream()
                .map(row -> new DeviceSchemas.Fact((String) row[0], (String) row[1], (String) row[2], (Instant) row[3]))
                .toList();
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
