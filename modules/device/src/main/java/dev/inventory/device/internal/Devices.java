package dev.inventory.device.internal;

import dev.inventory.device.DeviceHold;
import dev.inventory.device.DeviceStatusChanged;
import dev.inventory.device.DevicesChanged;
import dev.inventory.device.internal.life.LifeChecks;
import dev.inventory.device.internal.tags.TagIndex;
import dev.inventory.device.internal.tags.Tags;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.bulk.Items;
import dev.inventory.platform.failure.Conflict;
import dev.inventory.platform.failure.Failure;
import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.failure.Forbidden;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Bodies;
import dev.inventory.platform.json.Bodies.Change;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.listing.Lists;
import dev.inventory.platform.metadata.Metadata;
import dev.inventory.platform.metadata.ObjectKey;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The devices of the inventory, as the caller of the moment may see and change them. */
@ApplicationScoped
@RetriedOnContention
public class Devices {

    static final String ROLE = "device";

    /** What the audit log calls them. */
    static final String AUDITED = "device";

    @PersistenceContext
    EntityManager em;

    @Inject
    Caller caller;

    @Inject
    DeviceParents parents;

    @Inject
    LifeChecks lifeChecks;

    @Inject
    Organizations organizations;

    @Inject
    Lists lists;

    @Inject
    Audit audit;

    @Inject
    DeviceSecrets secrets;

    @Inject
    Metadata metadata;

    @Inject
    DeviceMetadata deviceMetadata;

    @Inject
    NewDevices newDevices;

    @Inject
    Database database;

    @Inject
    Clock clock;

    @Inject
    Event<DevicesChanged> changed;

    @Inject
    Event<DeviceStatusChanged> statusChanged;

    @Inject
    @Any
    Instance<DeviceHold> holds;

    /** A device and what it takes to show it. */
    record Shown(DeviceView view, long id, long version) {}

    /** A new device, or why there is none. */
    record Attempt(Optional<Shown> device, Optional<Failure> refusal) {}

    /** The device that has this serial number; of several organizations' the caller's. */
    @Transactional
    public long idBySerial(NaturalKey serialNumber) {
        return idBy("serialNumber", serialNumber);
    }

    /** The device that has this name, if it is the only one the caller may see. */
    @Transactional
    public long idByName(NaturalKey name) {
        return idBy("name", name);
    }

    /** Insists that the caller may see the device. */
    @Transactional
    public void requireVisible(long id) {
        List<Long> organization = em.createQuery("SELECT d.organizationId FROM Device d WHERE d.id = :id", Long.class)
                .setParameter("id", id)
                .getResultList();
        if (organization.isEmpty()) {
            throw NotFound.object();
        }
        caller.require(ROLE, Permission.VIEW, organization.get(0));
    }

    @Transactional
    public Shown create(Body body) {
        NewDevices.Wanted wanted = judge(body);
        DeviceFields fields = wanted.fields();
        checkUnique(fields, 0);
        Instant now = clock.instant();
        Device device = new Device(fields, wanted.type(), now);
        secrets.seal(device, wanted.read());
        em.persist(device);
        em.flush(); // a duplicate that slipped in beside us shows here
        em.persist(new DevicePoll(device.id()));
        tag(device.id(), Tags.NONE, fields.tags());
        em.persist(new StatusHistoryEntry(device, caller.username(), now));
        Map<String, @Nullable Object> is = fields.audited();
        deviceMetadata
                .keep(device.id(), wanted.metadata(), DeviceFields.Mode.CREATE)
                .ifPresent(change -> is.put(DeviceMetadata.FIELD, change.after()));
        audit.created(AUDITED, device.id(), is);
        changed.fire(new DevicesChanged(Set.of(device.id())));
        return written(device);
    }

    private NewDevices.Wanted judge(Body body) {
        DeviceMetadata.Sent sent = DeviceMetadata.read(body);
        DeviceFields.Read read = DeviceFields.read(body, DeviceFields.Mode.CREATE, null, SnmpKeys.Kept.NONE);
        DeviceFields fields = read.fields();
        lifeChecks.require(fields.statusHelpers());
        checkUse(fields, null, Permission.ADD);
        DeviceType type = typeOf(fields);
        parents.check(fields.parent(), null);
        return new NewDevices.Wanted(read, type, sent);
    }

    /**
     * Replaces or changes a device.
     *
     * @param precondition is given the version that was read under the lock, and throws if the client's condition
     *     does not hold for it
     */
    @Transactional
    public Shown write(long id, Body body, DeviceFields.Mode mode, Consumer<Long> precondition) {
        Map<String, @Nullable Object> before = new LinkedHashMap<>();
        Shown written = write(id, body, mode, precondition, before);
        DeviceImport imported = em.find(DeviceImport.class, id);
        if (imported != null) {
            Map<String, @Nullable Object> after =
                    lock(id, Permission.CHANGE).fields().audited();
            after.keySet().removeIf(name -> Objects.equals(before.get(name), after.get(name)));
            imported.edit(after.keySet());
        }
        return written;
    }

    private Shown write(
            long id,
            Body body,
            DeviceFields.Mode mode,
            Consumer<Long> precondition,
            Map<String, @Nullable Object> fieldsBefore) {
        Device device = lock(id, Permission.CHANGE);
        precondition.accept(device.version());
        DeviceFields before = device.fields();
        DeviceMetadata.Sent sent = DeviceMetadata.read(body);
        DeviceFields.Read read = DeviceFields.read(body, mode, before, device.keptKeys());
        DeviceFields after = read.fields();
        lifeChecks.require(after.statusHelpers());
        checkUse(after, before, Permission.CHANGE);
        DeviceType type = after.type() == before.type() ? device.type() : typeOf(after);
        parents.check(after.parent(), id);
        if (!isCalledAlike(before, after)) {
            checkUnique(after, id);
        }
        Instant now = clock.instant();
        boolean wasUp = device.status();
        if (device.change(after, type, "Set by " + caller.username(), now)) {
            em.persist(new StatusHistoryEntry(device, caller.username(), now));
            statusChanged.fire(
                    new DeviceStatusChanged(id, device.status(), device.concludedState(), device.statusReason(), now));
        }
        List<String> sealed = DeviceSecrets.changes(device, read);
        secrets.seal(device, read);
        em.flush();
        tag(id, before.tags(), after.tags());
        Map<String, @Nullable Object> was = before.audited();
        Map<String, @Nullable Object> is = after.audited();
        fieldsBefore.putAll(was);
        was.put("status", wasUp);
        is.put("status", device.status());
        deviceMetadata.keep(id, sent, mode).ifPresent(change -> {
            was.put(DeviceMetadata.FIELD, change.before());
            is.put(DeviceMetadata.FIELD, change.after());
        });
        sealed.forEach(name -> {
            was.put(name, "before");
            is.put(name, "changed");
        });
        audit.changed(AUDITED, id, was, is);
        changed.fire(new DevicesChanged(Set.of(id)));
        return written(device);
    }

    @Transactional
    public void delete(long id, Consumer<Long> precondition) {
        Device device = lock(id, Permission.DELETE);
        precondition.accept(device.version());
        List<String> reasons = new ArrayList<>();
        List<String> children = em.createQuery(
                        "SELECT d.name FROM Device d WHERE d.parentId = :id ORDER BY d.id", String.class)
                .setParameter("id", id)
                .setMaxResults(10)
                .getResultList();
        children.forEach(child -> reasons.add("It is the parent of device " + child + "."));
        holds.forEach(hold -> reasons.addAll(hold.reasonsToKeep(id)));
        if (!reasons.isEmpty()) {
            throw new Conflict(
                    "The device cannot be deleted: other objects depend on it.",
                    Map.of("detail", "The device cannot be deleted: other objects depend on it.", "held_by", reasons));
        }
        metadata.forget(AUDITED, Set.of(id));
        em.remove(device);
        em.flush();
        audit.deleted(AUDITED, id, device.fields().audited());
        changed.fire(new DevicesChanged(Set.of(id)));
    }

    /** Creates a device that another system has. A refusal leaves the transaction as it is. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Attempt tryCreate(Body body) {
        try {
            return new Attempt(Optional.of(create(body)), Optional.empty());
        } catch (Failure refusal) {
            return new Attempt(Optional.empty(), Optional.of(refusal));
        }
    }

    /**
     * Changes a device as another system has it, which is no user's edit. A refusal leaves the transaction as it is.
     *
     * @return why it was not changed; empty if it was
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Failure> tryChange(long id, Body body) {
        try {
            Shown unused = write(id, body, DeviceFields.Mode.CHANGE, current -> {}, new LinkedHashMap<>());
            return Optional.empty();
        } catch (Failure refusal) {
            return Optional.of(refusal);
        }
    }

    /** Deletes a device that another system no longer has; empty if it is gone, else why it stays. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Failure> tryDelete(long id) {
        try {
            delete(id, version -> {});
            return Optional.empty();
        } catch (NotFound gone) {
            return Optional.empty();
        } catch (Failure refusal) {
            return Optional.of(refusal);
        }
    }

    /** Makes all of them or none. */
    @Transactional
    public List<Shown> createAll(List<Body> bodies) {
        return newDevices.create(bodies, this::judge);
    }

    /** Changes all of them or none. */
    @Transactional
    public List<Shown> changeAll(List<Change> changes) {
        return Items.all(changes, this::change);
    }

    /** Deletes all of them or none. */
    @Transactional
    public void deleteAll(List<Long> ids) {
        Items.lock(em, Device.class, ids);
        Items.all(ids, childrenFirst(ids), id -> delete(id, version -> {}));
    }

    /** The ids of what matches among what the caller may delete. */
    @Transactional
    public List<Long> toDelete(ListQuery query) {
        query.asked("organization").forEach(asked -> caller.require(ROLE, Permission.VIEW, (Long) asked));
        query.criteria().within(caller.scope(ROLE, Permission.DELETE), "d.organizationId");
        return lists.allIds(query, Bodies.MAX);
    }

    /** The holder of metadata, locked if that is to be changed; then its version, and with it its ETag, moves. */
    @Transactional
    public ObjectKey key(long id, Permission permission) {
        if (permission == Permission.VIEW) {
            requireVisible(id);
        } else {
            // the device shows them: who has read it with others must not write it back
            em.lock(lock(id, permission), LockModeType.OPTIMISTIC_FORCE_INCREMENT);
        }
        return new ObjectKey(AUDITED, id);
    }

    @Transactional
    public Shown change(Change change) {
        return write(change.id(), change.body(), DeviceFields.Mode.CHANGE, version -> {});
    }

    /** So that what is reached through another goes before it. */
    private List<Long> childrenFirst(List<Long> ids) {
        Map<Long, @Nullable Long> parents = new HashMap<>();
        ids.forEach(id -> parents.put(id, null));
        for (List<Long> batch : Items.batches(ids)) {
            em.createQuery("SELECT d.id, d.parentId FROM Device d WHERE d.id IN :ids", Object[].class)
                    .setParameter("ids", batch)
                    .getResultList()
                    .forEach(row -> parents.put((Long) row[0], (Long) row[1]));
        }
        return Items.childrenFirst(parents);
    }

    private long idBy(String attribute, NaturalKey key) {
        key.organization().ifPresent(id -> caller.require(ROLE, Permission.VIEW, id));
        List<Object[]> found = em.createQuery(
                        "SELECT d.id, d.organizationId FROM Device d WHERE d." + attribute + " = :value ORDER BY d.id",
                        Object[].class)
                .setParameter("value", key.value())
                .setMaxResults(1000)
                .getResultList();
        found.removeIf(
                row -> key.organization().filter(id -> !id.equals(row[1])).isPresent());
        if (found.isEmpty()) {
            throw NotFound.object();
        }
        var scope = caller.scope(ROLE, Permission.VIEW);
        List<Object[]> visible =
                found.stream().filter(row -> scope.contains((Long) row[1])).toList();
        if (visible.isEmpty()) {
            throw Forbidden.permission();
        }
        if (visible.size() > 1) {
            String detail = key.organization().isPresent()
                    ? "Several devices have this name; ask by id."
                    : "Several devices have this name or number; add organization=<id>, or ask by id.";
            throw new Conflict(
                    detail,
                    Map.of(
                            "detail",
                            detail,
                            "ids",
                            visible.stream().map(row -> row[0]).toList(),
                            "organizations",
                            visible.stream().map(row -> row[1]).distinct().toList()));
        }
        return (Long) visible.get(0)[0];
    }

    /** A device as the answer to a write shows it. */
    Shown written(Device device) {
        return new Shown(DeviceView.written(device.id(), device, organization(device)), device.id(), device.version());
    }

    private Organizations.Organization organization(Device device) {
        long id = device.organizationId();
        Organizations.Organization found = organizations.byIds(Set.of(id)).get(id);
        if (found == null) {
            throw new IllegalStateException("Device " + device.id() + " is of organization " + id + ", which is gone");
        }
        return found;
    }

    /** The device, which nobody else may change until the transaction ends. */
    Device lock(long id, Permission permission) {
        Device device = em.find(Device.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (device == null) {
            throw NotFound.object();
        }
        caller.require(ROLE, permission, device.organizationId());
        return device;
    }

    private DeviceType typeOf(DeviceFields fields) {
        DeviceType type = em.find(DeviceType.class, fields.type());
        if (type == null) {
            throw Rejected.field("type", Body.invalidPk(fields.type()));
        }
        return type;
    }

    /** An organization that does not exist is a wrong field; one that the caller may not use is forbidden. */
    private void checkUse(DeviceFields fields, @Nullable DeviceFields before, Permission permission) {
        if (before != null && before.organization() == fields.organization()) {
            return;
        }
        if (organizations.byIds(Set.of(fields.organization())).isEmpty()) {
            throw Rejected.field("organization", Body.invalidPk(fields.organization()));
        }
        caller.require(ROLE, permission, fields.organization());
    }

    /** Whether both have all in common that no other device of the organization may have. */
    private static boolean isCalledAlike(DeviceFields one, DeviceFields other) {
        return one.organization() == other.organization()
                && Hostnames.key(one.hostname()).equals(Hostnames.key(other.hostname()))
                && one.serialNumber().equals(other.serialNumber())
                && Objects.equals(one.macAddress(), other.macAddress());
    }

    /** Three probes of three unique indexes: one condition joined by OR would read every device of the organization. */
    private void checkUnique(DeviceFields fields, long self) {
        String probe = " FROM device WHERE organization_id = ?1 AND id <> ?2 AND ";
        List<?> taken = em.createNativeQuery(
                        "SELECT 'hostname'" + probe + "hostname_key = ?3 UNION ALL SELECT 'serial_number'" + probe
                                + "serial_number = ?4 UNION ALL SELECT 'mac_address'" + probe + "mac_address = ?5")
                .setParameter(1, fields.organization())
                .setParameter(2, self)
                .setParameter(3, Hostnames.key(fields.hostname()))
                .setParameter(4, fields.serialNumber())
                .setParameter(5, fields.macAddress() == null ? "" : fields.macAddress())
                .getResultList();
        if (taken.isEmpty()) {
            return;
        }
        FieldErrors errors = new FieldErrors();
        taken.forEach(name -> {
            String field = String.valueOf(name).strip();
            errors.add(field, UniqueValues.taken(field));
        });
        throw new Conflict(UniqueValues.CONFLICT, errors.asMap());
    }

    private void tag(long id, Tags before, Tags after) {
        if (!before.equals(after)) {
            int unused = database.run(
                    connection -> TagIndex.write(connection, List.of(new TagIndex.Change(id, before, after))));
        }
    }
}
