package dev.inventory.device.internal.maintenance;

import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.bulk.Items;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Bodies;
import dev.inventory.platform.json.Bodies.Change;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.listing.Criteria;
import dev.inventory.platform.listing.Kind;
import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.listing.Listing;
import dev.inventory.platform.listing.Lists;
import dev.inventory.platform.listing.Page;
import dev.inventory.platform.metadata.Metadata;
import dev.inventory.platform.metadata.ObjectKey;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The maintenance windows, as the caller of the moment may see and change them: by the rights on devices. */
@ApplicationScoped
@RetriedOnContention
public class MaintenanceWindows {

    static final String ROLE = "device";

    private static final String TYPE = "device_maintenance_window";

    @PersistenceContext
    EntityManager em;

    @Inject
    Caller caller;

    @Inject
    Organizations organizations;

    @Inject
    Lists lists;

    @Inject
    Audit audit;

    @Inject
    Metadata metadata;

    @Inject
    Event<MaintenanceChanged> changed;

    @Inject
    MaintenancePlan plan;

    @Inject
    Clock clock;

    private Listing listing = Listing.of("MaintenanceWindow", "w").build();

    /** A window as it is shown, and its version. */
    record Shown(Map<String, @Nullable Object> fields, long id, long version) {}

    @PostConstruct
    void declare() {
        listing = Listing.of("MaintenanceWindow", "w")
                .field("id", "w.id", Kind.ID)
                .nested("organization", "w.organizationId", this::names, List.of("id", "name"), List.of())
                .field("device", "w.deviceId", Kind.ID)
                .field("tag", "w.tag", Kind.TEXT)
                .field("reason", "w.reason", Kind.TEXT)
                .field("starts_at", "w.startsAt", Kind.INSTANT)
                .field("ends_at", "w.endsAt", Kind.INSTANT)
                .field("recurrence", "w.recurrence", Kind.TEXT)
                .field("time_zone", "w.timeZone", Kind.TEXT)
                .field("duration_minutes", "w.durationMinutes", Kind.NUMBER)
                .field("created_by", "w.createdBy", Kind.TEXT)
                .field("created_at", "w.createdAt", Kind.INSTANT)
                .field("updated_at", "w.updatedAt", Kind.INSTANT)
                .filter("active", Kind.BOOLEAN, this::active)
                .required("organization", "reason", "starts_at", "created_at", "updated_at")
                .brief("id", "reason", "starts_at", "ends_at")
                .searched("reason", "tag")
                .build();
    }

    private void active(Object wanted, Criteria criteria) {
        Set<Long> open = plan.openAt(clock.instant());
        if (Boolean.TRUE.equals(wanted)) {
            criteria.in("w.id", open);
        } else if (!open.isEmpty()) {
            criteria.and("w.id NOT IN ?", List.copyOf(open));
        }
    }

    Listing listing() {
        return listing;
    }

    @Transactional
    public Page list(UriInfo uri) {
        ListQuery query = ListQuery.parse(listing, uri.getQueryParameters());
        query.asked("organization").forEach(asked -> caller.require(ROLE, Permission.VIEW, (Long) asked));
        query.criteria().within(caller.scope(ROLE, Permission.VIEW), "w.organizationId");
        return lists.page(query, uri);
    }

    @Transactional
    public Shown detail(long id) {
        MaintenanceWindow window = em.find(MaintenanceWindow.class, id);
        if (window == null) {
            throw NotFound.object();
        }
        caller.require(ROLE, Permission.VIEW, window.organizationId());
        return shown(window);
    }

    @Transactional
    public Shown create(Body body) {
        MaintenanceFields fields = read(body, null);
        checkUse(fields, Permission.ADD);
        MaintenanceWindow window = new MaintenanceWindow(fields, caller.username(), clock.instant());
        em.persist(window);
        em.flush();
        audit.created(TYPE, window.id(), fields.audited());
        changed.fire(new MaintenanceChanged());
        return shown(window);
    }

    @Transactional
    public Shown write(long id, Body body, boolean partial, Consumer<Long> precondition) {
        MaintenanceWindow window = lock(id, Permission.CHANGE);
        precondition.accept(window.version());
        MaintenanceFields before = window.fields();
        MaintenanceFields after = read(body, partial ? before : null);
        if (after.organization() != before.organization()) {
            checkUse(after, Permission.CHANGE);
        }
        window.change(after, clock.instant());
        em.flush();
        audit.changed(TYPE, id, before.audited(), after.audited());
        changed.fire(new MaintenanceChanged());
        return shown(window);
    }

    @Transactional
    public void delete(long id, Consumer<Long> precondition) {
        MaintenanceWindow window = lock(id, Permission.DELETE);
        precondition.accept(window.version());
        metadata.forget(TYPE, Set.of(id));
        em.remove(window);
        em.flush();
        audit.deleted(TYPE, id, window.fields().audited());
        changed.fire(new MaintenanceChanged());
    }

    /** Makes all of them or none. */
    @Transactional
    public List<Shown> createAll(List<Body> bodies) {
        return Items.all(bodies, this::create);
    }

    /** Changes all of them or none. */
    @Transactional
    public List<Shown> changeAll(List<Change> changes) {
        return Items.all(changes, this::change);
    }

    /** Deletes all of them or none. */
    @Transactional
    public void deleteAll(List<Long> ids) {
        Items.lock(em, MaintenanceWindow.class, ids);
        Items.all(ids, ids, id -> delete(id, version -> {}));
    }

    /** The ids of what matches among what the caller may delete. */
    @Transactional
    public List<Long> toDelete(ListQuery query) {
        query.asked("organization").forEach(asked -> caller.require(ROLE, Permission.VIEW, (Long) asked));
        query.criteria().within(caller.scope(ROLE, Permission.DELETE), "w.organizationId");
        return lists.allIds(query, Bodies.MAX);
    }

    @Transactional
    public Shown change(Change change) {
        return write(change.id(), change.body(), true, version -> {});
    }

    /** The holder of metadata, locked if that is to be changed. */
    @Transactional
    public ObjectKey key(long id, Permission permission) {
        if (permission == Permission.VIEW) {
            detail(id);
        } else {
            lock(id, permission);
        }
        return new ObjectKey(TYPE, id);
    }

    private MaintenanceFields read(Body body, @Nullable MaintenanceFields current) {
        return MaintenanceFields.read(body, current, this::organizationOf, clock.instant());
    }

    private Optional<Long> organizationOf(long device) {
        return em.createQuery("SELECT d.organizationId FROM Device d WHERE d.id = :id", Long.class)
                .setParameter("id", device)
                .getResultStream()
                .findFirst();
    }

    private void checkUse(MaintenanceFields fields, Permission permission) {
        if (organizations.byIds(Set.of(fields.organization())).isEmpty()) {
            throw Rejected.field("organization", Body.invalidPk(fields.organization()));
        }
        caller.require(ROLE, permission, fields.organization());
    }

    private MaintenanceWindow lock(long id, Permission permission) {
        MaintenanceWindow window = em.find(MaintenanceWindow.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (window == null) {
            throw NotFound.object();
        }
        caller.require(ROLE, permission, window.organizationId());
        return window;
    }

    private Shown shown(MaintenanceWindow window) {
        Map<String, @Nullable Object> organization =
                names(Set.of(window.organizationId())).getOrDefault(window.organizationId(), new LinkedHashMap<>());
        return new Shown(window.shown(organization), window.id(), window.version());
    }

    private Map<Long, Map<String, @Nullable Object>> names(Collection<Long> ids) {
        Map<Long, Map<String, @Nullable Object>> nested = new LinkedHashMap<>();
        organizations.byIds(ids).forEach((id, found) -> {
            Map<String, @Nullable Object> shown = new LinkedHashMap<>();
            shown.put("id", found.id());
            shown.put("name", found.name());
            nested.put(id, shown);
        });
        return nested;
    }
}
