package dev.inventory.headlessops.internal.discovery;

import dev.inventory.device.DeviceMatches;
import dev.inventory.platform.access.Permission;
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
import java.util.Arrays;
import java.util.List;

/** What answered in a discovery, listed and selected. */
@ApplicationScoped
@RetriedOnContention
public class Candidates {

    static final Listing LISTING = Listing.of("Candidate", "c")
            .field("id", "c.id", Kind.ID)
            .field("address", "c.address", Kind.TEXT)
            .field("sys_name", "c.sysName", Kind.TEXT)
            .field("sys_descr", "c.sysDescr", Kind.TEXT)
            .field("sys_object_id", "c.sysObjectId", Kind.TEXT)
            .field("sys_location", "c.sysLocation", Kind.TEXT)
            .field("serial_number", "c.serialNumber", Kind.TEXT)
            .field("model", "c.model", Kind.TEXT)
            .field("firmware_version", "c.firmwareVersion", Kind.TEXT)
            .field("mac_address", "c.macAddress", Kind.TEXT)
            .field("engine_id", "c.engineId", Kind.TEXT)
            .field("vendor", "c.vendor", Kind.TEXT)
            .field("device_type", "c.deviceType", Kind.TEXT)
            .field("credential", "c.credential", Kind.NUMBER)
            .field("state", "c.state", Kind.TEXT)
            .field("device", "c.deviceId", Kind.ID)
            .field("matched_by", "c.matchedBy", Kind.TEXT)
            .field("found_at", "c.foundAt", Kind.INSTANT)
            .field("decided_at", "c.decidedAt", Kind.INSTANT)
            .required("address", "credential", "state", "found_at")
            .brief("id", "address", "sys_name", "state")
            .choices(
                    "state",
                    Arrays.stream(Candidate.State.values())
                            .map(Candidate.State::word)
                            .toList())
            .choices(
                    "matched_by",
                    Arrays.stream(DeviceMatches.By.values())
                            .map(DeviceMatches.By::word)
                            .toList())
            .searched("address", "sys_name", "sys_descr", "serial_number", "model")
            .build();

    @PersistenceContext
    EntityManager em;

    @Inject
    Discoveries discoveries;

    @Inject
    Lists lists;

    /** A page of a discovery's candidates. */
    @Transactional
    public Page page(String discovery, UriInfo uri) {
        long id = discoveries.require(discovery, Permission.VIEW).id();
        ListQuery query = ListQuery.parse(LISTING, uri.getQueryParameters());
        query.criteria().and("c.discoveryId = ?", id);
        return lists.page(query, uri);
    }

    /** The ids of a discovery's candidates that a query lets pass and that are new; of more than {@code max} one more. */
    @Transactional
    public List<Long> newOnes(long discovery, ListQuery query, int max) {
        query.criteria().and("c.discoveryId = ?", discovery).and("c.state = ?", Candidate.State.NEW.word());
        return lists.allIds(query, max);
    }

    /** The ids of all that are new; of more than {@code max} one more. */
    @Transactional
    public List<Long> newOnes(long discovery, int max) {
        return em.createQuery(
                        "SELECT c.id FROM Candidate c WHERE c.discoveryId = :discovery AND c.state = :state ORDER BY c.id",
                        Long.class)
                .setParameter("discovery", discovery)
                .setParameter("state", Candidate.State.NEW.word())
                .setMaxResults(max + 1)
                .getResultList();
    }
}
