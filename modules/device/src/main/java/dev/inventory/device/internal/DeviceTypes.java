package dev.inventory.device.internal;

import dev.inventory.device.DevicesChanged;
import dev.inventory.device.internal.life.LifeChecks;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.bulk.Items;
import dev.inventory.platform.failure.Conflict;
import dev.inventory.platform.failure.Forbidden;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.json.Bodies;
import dev.inventory.platform.json.Bodies.Change;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.listing.Lists;
import dev.inventory.platform.listing.Page;
import dev.inventory.platform.metadata.Metadata;
import dev.inventory.platform.metadata.ObjectKey;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The device types. They belong to no organization: whoever may see devices sees them. */
@ApplicationScoped
@RetriedOnContention
public class DeviceTypes {

    private static final String TYPE = "device_type";

    @PersistenceContext
    EntityManager em;

    @Inject
    Caller caller;

    @Inject
    LifeChecks lifeChecks;

    @Inject
    Event<DevicesChanged> changed;

    @Inject
    Lists lists;

    @Inject
    Audit audit;

    @Inject
    Metadata metadata;

    @Inject
    Clock clock;

    /** A type as it is shown, and its version. */
    record Shown(Map<String, Object> fields, long id, long version) {}

    @Transactional
    public Page list(UriInfo uri) {
        return lists.page(ListQuery.parse(DeviceListings.TYPES, uri.getQueryParameters()), uri);
    }

    @Transactional
    public Shown detail(long id) {
        DeviceType type = em.find(DeviceType.class, id);
        if (type == null) {
            throw NotFound.object();
        }
        return shown(type);
    }

    @Transactional
    public Shown create(Body body) {
        requireEverywhere(Permission.ADD);
        DeviceTypeFields fields = DeviceTypeFields.read(body, null);
        lifeChecks.require(fields.statusHelpers());
        checkUnique(fields, 0);
        DeviceType type = new DeviceType(fields, clock.instant());
        em.persist(type);
        em.flush();
        audit.created(TYPE, type.id(), fields.audited());
        return shown(type);
    }

    @Transactional
    public Shown write(long id, Body body, boolean partial, Consumer<Long> precondition) {
        requireEverywhere(Permission.CHANGE);
        DeviceType type = lock(id);
        precondition.accept(type.version());
        DeviceTypeFields before = type.fields();
        DeviceTypeFields after = DeviceTypeFields.read(body, partial ? before : null);
        lifeChecks.require(after.statusHelpers());
        checkUnique(after, id);
        type.change(after, clock.instant());
        em.flush();
        audit.changed(TYPE, id, before.audited(), after.audited());
        if (!after.statusHelpers().equals(before.statusHelpers())) {
            changed.fire(new DevicesChanged(
                    Set.copyOf(em.createQuery("SELECT d.id FROM Device d WHERE d.type = :type", Long.class)
                            .setParameter("type", type)
                            .getResultList())));
        }
        return shown(type);
    }

    @Transactional
    public void delete(long id, Consumer<Long> precondition) {
        requireEverywhere(Permission.DELETE);
        DeviceType type = lock(id);
        precondition.accept(type.version());
        long used = em.createQuery("SELECT COUNT(d.id) FROM Device d WHERE d.type = :type", Long.class)
                .setParameter("type", type)
                .getSingleResult();
        if (used > 0) {
            throw new Conflict("The device type cannot be deleted: " + used + " devices are of this type.");
        }
        metadata.forget(TYPE, Set.of(id));
        em.remove(type);
        em.flush();
        audit.deleted(TYPE, id, type.fields().audited());
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
        Items.lock(em, DeviceType.class, ids);
        Items.all(ids, ids, id -> delete(id, version -> {}));
    }

    /** The ids of what matches among what the caller may delete. */
    @Transactional
    public List<Long> toDelete(ListQuery query) {
        requireEverywhere(Permission.DELETE);
        return lists.allIds(query, Bodies.MAX);
    }

    /** The holder of metadata, locked if that is to be changed. */
    @Transactional
    public ObjectKey key(long id, Permission permission) {
        if (permission == Permission.VIEW) {
            detail(id);
        } else {
            requireEverywhere(permission);
            lock(id);
        }
        return new ObjectKey(TYPE, id);
    }

    @Transactional
    public Shown change(Change change) {
        return write(change.id(), change.body(), true, version -> {});
    }

    /** The types are everybody's: who may write in some organizations alone may not write them. */
    private void requireEverywhere(Permission permission) {
        if (!caller.scope(Devices.ROLE, permission).all()) {
            throw Forbidden.permission();
        }
    }

    private DeviceType lock(long id) {
        DeviceType type = em.find(DeviceType.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (type == null) {
            throw NotFound.object();
        }
        return type;
    }

    private void checkUnique(DeviceTypeFields fields, long self) {
        boolean taken = !em.createQuery(
                        "SELECT t.id FROM DeviceType t WHERE t.slug = :slug AND t.id <> :self", Long.class)
                .setParameter("slug", fields.slug())
                .setParameter("self", self)
                .getResultList()
                .isEmpty();
        if (taken) {
            throw Conflict.duplicate("slug", "A device type with this slug already exists.");
        }
    }

    private static Shown shown(DeviceType type) {
        return new Shown(type.shown(), type.id(), type.version());
    }
}
