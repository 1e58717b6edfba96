package dev.inventory.device.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.device.DeviceImports;
import dev.inventory.platform.failure.Failure;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes other systems' devices, each as if a user had written it: with the same checks, history and events. What is
 * refused leaves the others as they are.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class ImportedDevices implements DeviceImports {

    /** Most values of an IN. */
    private static final int PORTION = 500;

    private static final String TYPE = "type";
    private static final String FIND = "SELECT i FROM DeviceImport i WHERE i.source = :source AND ";

    @PersistenceContext
    EntityManager em;

    @Inject
    Devices devices;

    @Inject
    Clock clock;

    @Override
    public Map<String, Known> known(String source, Collection<String> externalIds) {
        Map<String, Known> known = new HashMap<>();
        for (List<String> portion : portions(List.copyOf(externalIds))) {
            em.createQuery(FIND + "i.externalId IN :ids", DeviceImport.class)
                    .setParameter("source", source)
                    .setParameter("ids", portion)
                    .getResultList()
                    .forEach(each -> known.put(each.externalId(), known(each)));
        }
        return known;
    }

    @Override
    public Map<String, Taken> take(String source, List<ImportedDevice> imported, Map<String, Known> known) {
        Map<String, Long> types = types();
        Map<String, Taken> taken = new LinkedHashMap<>();
        for (ImportedDevice each : imported) {
            taken.put(each.externalId(), take(source, each, types));
        }
        em.flush();
        em.clear();
        return taken;
    }

    @Override
    public Map<String, Difference> compare(String source, List<ImportedDevice> imported) {
        Map<String, Long> types = types();
        Map<String, Difference> differences = new LinkedHashMap<>();
        for (ImportedDevice each : imported) {
            Optional<Device> device = find(source, each.externalId())
                    .map(link -> em.find(Device.class, link.deviceId()))
                    .or(() -> withSerial(each));
            Optional<DeviceImport> link = device.map(there -> Objects.requireNonNullElseGet(
                    em.find(DeviceImport.class, there.id()), () -> adopt(there, source, each)));
            differences.put(each.externalId(), compare(each, device, link, types));
        }
        em.clear();
        return differences;
    }

    @Override
    public long count(String source) {
        return em.createQuery("SELECT COUNT(i.deviceId) FROM DeviceImport i WHERE i.source = :source", Long.class)
                .setParameter("source", source)
                .getSingleResult();
    }

    @Override
    public List<Known> following(String source, String after, int max) {
        return em.createQuery(FIND + "i.externalId > :after ORDER BY i.externalId", DeviceImport.class)
                .setParameter("source", source)
                .setParameter("after", after)
                .setMaxResults(max)
                .getResultStream()
                .map(ImportedDevices::known)
                .toList();
    }

    @Override
    public void markMissing(Collection<Long> ids) {
        for (Long id : ids) {
            Optional.ofNullable(em.find(DeviceImport.class, id)).ifPresent(link -> link.missing(clock.instant()));
        }
        em.flush();
        em.clear();
    }

    @Override
    public Map<Long, String> remove(Collection<Long> ids) {
        Map<Long, String> stay = new LinkedHashMap<>();
        for (Long id : ids) {
            devices.tryDelete(id).ifPresent(refusal -> stay.put(id, reason(refusal)));
        }
        return stay;
    }

    private Taken take(String source, ImportedDevice imported, Map<String, Long> types) {
        if (imported.type() != null && typeId(imported, types).isEmpty()) {
            return Taken.refused(TYPE, "There is no device type '" + imported.type() + "'.");
        }
        Optional<DeviceImport> link = find(source, imported.externalId());
        Optional<Device> there = link.isPresent() ? Optional.empty() : withSerial(imported);
        if (link.isEmpty() && there.isEmpty()) {
            Devices.Attempt made = devices.tryCreate(Body.of(body(imported, Set.of(), types)));
            return made.device()
                    .map(device -> {
                        DeviceImport fresh = new DeviceImport(device.id(), source, imported.externalId(), Set.of());
                        fresh.taken(imported.fingerprint());
                        em.persist(fresh);
                        return Taken.of(device.id(), Outcome.CREATED);
                    })
                    .orElseGet(() -> refused(made.refusal()));
        }
        if (there.isPresent() && em.find(DeviceImport.class, there.get().id()) != null) {
            return Taken.refused("serial_number", "A device with this serial number came from another source.");
        }
        DeviceImport of = link.orElseGet(() -> adopt(there.orElseThrow(), source, imported));
        Optional<Device> device = there.or(() -> Optional.ofNullable(em.find(Device.class, of.deviceId())));
        boolean differs =
                !compare(imported, device, Optional.of(of), types).after().isEmpty();
        if (differs) {
            Optional<Failure> refusal = devices.tryChange(of.deviceId(), Body.of(body(imported, of.edited(), types)));
            if (refusal.isPresent()) {
                return refused(refusal);
            }
        }
        boolean changed = differs || of.missingSince() != null || link.isEmpty();
        of.taken(imported.fingerprint());
        if (link.isEmpty()) {
            em.persist(of);
        }
        return Taken.of(of.deviceId(), changed ? Outcome.CHANGED : Outcome.UNCHANGED);
    }

    /** A device that was made by hand: what it holds is its user's. */
    private static DeviceImport adopt(Device device, String source, ImportedDevice imported) {
        Set<String> own = new TreeSet<>();
        device.fields().audited().forEach((name, value) -> {
            if (value != null) {
                own.add(name);
            }
        });
        return new DeviceImport(device.id(), source, imported.externalId(), own);
    }

    private static Difference compare(
            ImportedDevice imported, Optional<Device> device, Optional<DeviceImport> link, Map<String, Long> types) {
        Map<String, @Nullable Object> before = new LinkedHashMap<>();
        Map<String, @Nullable Object> after = new LinkedHashMap<>();
        Map<String, @Nullable Object> own =
                device.map(there -> there.fields().audited()).orElseGet(LinkedHashMap::new);
        Set<String> edited = link.map(DeviceImport::edited).orElseGet(Set::of);
        body(imported, edited, types).properties().forEach(field -> {
            Object was = own.get(field.getKey());
            String is = field.getValue().isNull() ? null : field.getValue().asText();
            if (!Objects.equals(was == null ? null : was.toString(), is)) {
                before.put(field.getKey(), was);
                after.put(field.getKey(), is);
            }
        });
        if (device.isEmpty()) {
            return new Difference(Outcome.CREATED, Map.of(), after);
        }
        boolean changes = !after.isEmpty()
                || link.filter(known -> known.missingSince() == null).isEmpty();
        return new Difference(changes ? Outcome.CHANGED : Outcome.UNCHANGED, before, after);
    }

    /** What a user would send to write the device so, without the fields that a user has edited. */
    private static ObjectNode body(ImportedDevice imported, Set<String> edited, Map<String, Long> types) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("name", imported.name());
        body.put("hostname", imported.hostname());
        body.put("serial_number", imported.serialNumber());
        body.put("organization", imported.organization());
        body.put(TYPE, typeId(imported, types).orElse(null));
        body.put("mac_address", imported.macAddress());
        body.put("location", imported.location());
        body.put("description", imported.description());
        body.put("firmware_version", imported.firmwareVersion());
        body.put("management_ip", imported.managementIp());
        body.remove(edited);
        return body;
    }

    private static Optional<Long> typeId(ImportedDevice imported, Map<String, Long> types) {
        return Optional.ofNullable(imported.type()).map(type -> types.get(type.toLowerCase(Locale.ROOT)));
    }

    /** The device types by slug and by name, in small letters. */
    private Map<String, Long> types() {
        Map<String, Long> types = new HashMap<>();
        List<DeviceType> all = em.createQuery("SELECT t FROM DeviceType t ORDER BY t.id DESC", DeviceType.class)
                .getResultList();
        all.forEach(type -> types.put(type.fields().name().toLowerCase(Locale.ROOT), type.id()));
        all.forEach(type -> types.put(type.fields().slug().toLowerCase(Locale.ROOT), type.id()));
        return types;
    }

    private Optional<DeviceImport> find(String source, String externalId) {
        return em.createQuery(FIND + "i.externalId = :id", DeviceImport.class)
                .setParameter("source", source)
                .setParameter("id", externalId)
                .getResultStream()
                .findFirst();
    }

    private Optional<Device> withSerial(ImportedDevice imported) {
        return em.createQuery(
                        "SELECT d FROM Device d WHERE d.organizationId = :organization AND d.serialNumber = :serial",
                        Device.class)
                .setParameter("organization", imported.organization())
                .setParameter("serial", Objects.requireNonNullElse(imported.serialNumber(), ""))
                .getResultStream()
                .findFirst();
    }

    private static Known known(DeviceImport link) {
        return new Known(link.deviceId(), link.externalId(), link.fingerprint(), link.missingSince() != null);
    }

    private static Taken refused(Optional<Failure> refusal) {
        Failure failure = refusal.orElseThrow();
        String field = failure.fields().keySet().stream().findFirst().orElse(null);
        return Taken.refused(field, reason(failure));
    }

    private static String reason(Failure failure) {
        Object first =
                failure.fields().values().stream().findFirst().orElseGet(() -> String.valueOf(failure.getMessage()));
        return first instanceof List<?> messages && !messages.isEmpty()
                ? String.valueOf(messages.get(0))
                : String.valueOf(first);
    }

    private static <T> List<List<T>> portions(List<T> all) {
        List<List<T>> portions = new ArrayList<>();
        for (int from = 0; from < all.size(); from += PORTION) {
            portions.add(all.subList(from, Math.min(from + PORTION, all.size())));
        }
        return portions;
    }
}
