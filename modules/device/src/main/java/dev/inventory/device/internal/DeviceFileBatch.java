package dev.inventory.device.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.device.DeviceStatusChanged;
import dev.inventory.device.DevicesChanged;
import dev.inventory.device.internal.file.FileKeys;
import dev.inventory.device.internal.file.FileRow;
import dev.inventory.device.internal.file.ImportReport.Outcome;
import dev.inventory.device.internal.life.LifeChecks;
import dev.inventory.device.internal.tags.TagIndex;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.bulk.Items;
import dev.inventory.platform.failure.Conflict;
import dev.inventory.platform.failure.Failure;
import dev.inventory.platform.failure.Forbidden;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.persistence.AnyOf;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes some hundred rows of a file by a few statements. Each is judged as a request of its own would be; those that are
 * sound are written together.
 */
@ApplicationScoped
@RetriedOnContention
public class DeviceFileBatch {

    private static final String SERIAL = "serial_number";

    @PersistenceContext
    EntityManager em;

    @Inject
    Database database;

    @Inject
    Caller caller;

    @Inject
    Organizations organizations;

    @Inject
    DeviceParents parents;

    @Inject
    LifeChecks lifeChecks;

    @Inject
    DeviceSecrets secrets;

    @Inject
    DeviceFileInserts inserts;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    @Inject
    Event<DevicesChanged> changed;

    @Inject
    Event<DeviceStatusChanged> statusChanged;

    /** Where the caller may do what. */
    private record Rights(OrganizationScope view, OrganizationScope add, OrganizationScope change) {}

    /** What of a batch is written. */
    enum Writing {
        NOTHING,
        /** Nothing if all of it that is to be written is new, which who asks writes; otherwise everything. */
        CHANGES,
        EVERYTHING
    }

    /**
     * What became of a batch.
     *
     * @param written whether everything that is to be written is
     */
    record Taken(List<DeviceFileRow> rows, boolean written) {

        List<DeviceFileRow> created() {
            return of(rows, Outcome.CREATED);
        }
    }

    /**
     * Judges the rows and writes them, as far as told to.
     *
     * @param file what earlier rows of the file have taken
     */
    @Transactional
    public Taken take(List<FileRow> rows, FileKeys file, Writing writing) {
        file.drop(); // of an attempt that is repeated
        Rights rights = new Rights(
                caller.scope(Devices.ROLE, Permission.VIEW),
                caller.scope(Devices.ROLE, Permission.ADD),
                caller.scope(Devices.ROLE, Permission.CHANGE));
        DeviceFileReferences references = new DeviceFileReferences(
                em.createQuery("SELECT t FROM DeviceType t ORDER BY t.id", DeviceType.class)
                        .getResultList(),
                organizations,
                rows);
        Map<String, List<Device>> bySerial = known(rows, writing != Writing.NOTHING);
        List<DeviceFileRow> judged = rows.stream().map(DeviceFileRow::new).toList();
        Map<Long, Optional<Failure>> newParents = new HashMap<>();
        for (DeviceFileRow each : judged) {
            if (each.isSound()) {
                judge(each, references, bySerial, rights, newParents);
            }
        }
        claim(judged, bySerial, file);
        for (DeviceFileRow each : judged) {
            if (each.isSound()) {
                each.become(outcome(each));
            }
        }
        List<DeviceFileRow> changes = of(judged, Outcome.UPDATED);
        boolean write = writing == Writing.EVERYTHING || (writing == Writing.CHANGES && !changes.isEmpty());
        if (write) {
            update(changes, clock.instant());
            inserts.create(of(judged, Outcome.CREATED), audit.author());
        }
        em.clear();
        return new Taken(judged, write);
    }

    private static List<DeviceFileRow> of(List<DeviceFileRow> judged, Outcome outcome) {
        return judged.stream().filter(each -> each.outcome() == outcome).toList();
    }

    /** The devices with the rows' serial numbers, whosever they are. */
    private Map<String, List<Device>> known(List<FileRow> rows, boolean lock) {
        Set<String> serials = new HashSet<>();
        rows.forEach(row -> serials.add(row.serialNumber()));
        List<Long> ids = database.run(connection -> {
            List<Long> found = new ArrayList<>();
            AnyOf.query(
                    connection,
                    "SELECT id FROM device WHERE serial_number",
                    List.of(),
                    serials,
                    row -> found.add(row.getLong(1)));
            return found;
        });
        if (lock) {
            Items.lock(em, Device.class, ids);
        }
        Map<String, List<Device>> bySerial = new HashMap<>();
        for (List<Long> batch : Items.batches(ids)) {
            em.createQuery("SELECT d FROM Device d WHERE d.id IN :ids", Device.class)
                    .setParameter("ids", batch)
                    .getResultList()
                    .forEach(device -> bySerial.computeIfAbsent(
                                    device.fields().serialNumber(), serial -> new ArrayList<>())
                            .add(device));
        }
        return bySerial;
    }

    private void judge(
            DeviceFileRow each,
            DeviceFileReferences references,
            Map<String, List<Device>> bySerial,
            Rights rights,
            Map<Long, Optional<Failure>> newParents) {
        try {
            ObjectNode fields = references.resolved(each.row());
            Optional<Long> organization = DeviceFileReferences.organization(fields);
            List<Device> found = bySerial.getOrDefault(each.row().serialNumber(), List.of()).stream()
                    .filter(device -> organization
                            .map(id -> id == device.organizationId())
                            .orElseGet(() ->
                                    !fields.has("organization") && rights.view().contains(device.organizationId())))
                    .toList();
            if (found.size() > 1) {
                throw Conflict.duplicate(SERIAL, "Several organizations have this; name the organization.");
            }
            if (!found.isEmpty()) {
                each.about(found.get(0));
            }
            Device device = each.device().orElse(null);
            references.resolveType(fields, each.device().map(Device::type));
            DeviceFileReferences.refuseNamedParent(fields);
            DeviceFields before = device == null ? null : device.fields();
            DeviceFields.Read read = DeviceFields.read(
                    Body.of(fields),
                    device == null ? DeviceFields.Mode.CREATE : DeviceFields.Mode.CHANGE,
                    before,
                    device == null ? SnmpKeys.Kept.NONE : device.keptKeys());
            lifeChecks.require(read.fields().statusHelpers());
            long of = read.fields().organization();
            if (device == null && !references.hasOrganization(of)) {
                throw Rejected.field("organization", Body.invalidPk(of));
            }
            if (!(device == null ? rights.add() : rights.change()).contains(of)) {
                throw Forbidden.permission();
            }
            DeviceType type = references
                    .type(read.fields().type())
                    .orElseThrow(() ->
                            Rejected.field("type", Body.invalidPk(read.fields().type())));
            checkParent(read.fields().parent(), device, newParents);
            each.understood(read, type);
        } catch (Failure failure) {
            each.fail(failure);
        }
    }

    /** Many new devices behind one parent ask for it once. */
    private void checkParent(@Nullable Long parent, @Nullable Device device, Map<Long, Optional<Failure>> newParents) {
        if (parent == null || (device != null && parent.equals(device.fields().parent()))) {
            return;
        }
        if (device != null) {
            parents.check(parent, device.id());
            return;
        }
        Optional<Failure> refusal = newParents.computeIfAbsent(parent, id -> {
            try {
                parents.check(id, null);
                return Optional.empty();
            } catch (Failure failure) {
                return Optional.of(failure);
            }
        });
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    /** Takes the unique values of the sound rows, in their order. */
    private void claim(List<DeviceFileRow> judged, Map<String, List<Device>> bySerial, FileKeys file) {
        UniqueValues asked = new UniqueValues();
        judged.stream().filter(DeviceFileRow::isSound).forEach(each -> {
            Map<String, String> values = new LinkedHashMap<>(each.keys());
            values.remove(SERIAL); // these are known already
            asked.ask(each.fields().organization(), values);
        });
        Map<String, Long> holders = new HashMap<>();
        bySerial.forEach((serial, devices) -> devices.forEach(
                device -> holders.put(FileKeys.of(SERIAL, device.organizationId(), serial), device.id())));
        holders.putAll(database.run(asked::holders));
        for (DeviceFileRow each : judged) {
            if (each.isSound()) {
                each.claim(file, holders);
            }
        }
    }

    private Outcome outcome(DeviceFileRow each) {
        Optional<Device> device = each.device();
        if (device.isEmpty()) {
            return Outcome.CREATED;
        }
        return isAsItIs(each, device.get()) ? Outcome.UNCHANGED : Outcome.UPDATED;
    }

    private boolean isAsItIs(DeviceFileRow each, Device device) {
        Boolean status = each.fields().status();
        return (status == null || status == device.status())
                && each.fields().audited().equals(device.fields().audited())
                && secrets.isAsSent(device, each.read());
    }

    private void update(List<DeviceFileRow> rows, Instant now) {
        if (rows.isEmpty()) {
            return;
        }
        Map<Long, Audit.Change> changes = new LinkedHashMap<>();
        Map<Long, Set<String>> edits = new LinkedHashMap<>();
        List<TagIndex.Change> tags = new ArrayList<>();
        Set<String> given = new HashSet<>();
        String reason = "Set by " + caller.username();
        for (DeviceFileRow each : rows) {
            Device device = each.device().orElseThrow();
            DeviceFields before = device.fields();
            Map<String, String> keysBefore = UniqueValues.of(before);
            if (each.keys().entrySet().stream()
                    .anyMatch(key ->
                            given.contains(key.getKey() + "\n" + before.organization() + "\n" + key.getValue()))) {
                em.flush(); // another device must have let go of a name before this one takes it
            }
            boolean wasUp = device.status();
            if (device.change(each.fields(), each.type(), reason, now)) {
                em.persist(new StatusHistoryEntry(device, caller.username(), now));
                statusChanged.fire(new DeviceStatusChanged(
                        device.id(), device.status(), device.concludedState(), device.statusReason(), now));
            }
            secrets.seal(device, each.read());
            keysBefore.forEach((field, value) -> given.add(field + "\n" + before.organization() + "\n" + value));
            Map<String, @Nullable Object> was = before.audited();
            Map<String, @Nullable Object> is = each.fields().audited();
            Set<String> edited = new TreeSet<>(is.keySet());
            edited.removeIf(name -> Objects.equals(was.get(name), is.get(name)));
            edits.put(device.id(), edited);
            was.put("status", wasUp);
            is.put("status", device.status());
            DeviceSecrets.sent(each.read()).forEach(name -> {
                was.put(name, "before");
                is.put(name, "changed");
            });
            changes.put(device.id(), new Audit.Change(was, is));
            tags.add(new TagIndex.Change(
                    device.id(), before.tags(), each.fields().tags()));
        }
        em.flush();
        int unused = database.run(connection -> TagIndex.write(connection, tags));
        for (List<Long> batch : Items.batches(edits.keySet())) {
            em.createQuery("SELECT i FROM DeviceImport i WHERE i.deviceId IN :ids", DeviceImport.class)
                    .setParameter("ids", batch)
                    .getResultList()
                    .forEach(imported -> imported.edit(edits.getOrDefault(imported.deviceId(), Set.of())));
        }
        em.flush();
        audit.changedAll(Devices.AUDITED, changes);
        changed.fire(new DevicesChanged(Set.copyOf(changes.keySet())));
    }
}
