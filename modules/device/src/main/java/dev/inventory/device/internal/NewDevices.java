package dev.inventory.device.internal;

import dev.inventory.device.DevicesChanged;
import dev.inventory.device.internal.file.FileKeys;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.failure.Conflict;
import dev.inventory.platform.failure.Failure;
import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.failure.ItemFailures;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes all devices of a list by a few statements: one by one the database is asked a dozen times for each, and each time
 * JPA looks through all that it has made before. In the caller's transaction.
 */
@ApplicationScoped
class NewDevices {

    @Inject
    DeviceSecrets secrets;

    @Inject
    DeviceMetadata metadata;

    @Inject
    Organizations organizations;

    @Inject
    Database database;

    @Inject
    Caller caller;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    @Inject
    Event<DevicesChanged> changed;

    /** What a request wants of a new device, as far as it is sound by itself. */
    record Wanted(DeviceFields.Read read, DeviceType type, DeviceMetadata.Sent metadata) {

        DeviceFields fields() {
            return read.fields();
        }
    }

    /**
     * Makes all of them or none.
     *
     * @param judge reads one, and throws what speaks against it
     * @throws ItemFailures with all that failed, if anything did
     */
    List<Devices.Shown> create(List<Body> bodies, Function<Body, Wanted> judge) {
        List<Optional<Failure>> failures = new ArrayList<>();
        List<@Nullable Wanted> all = new ArrayList<>();
        for (Body body : bodies) {
            try {
                all.add(judge.apply(body));
                failures.add(Optional.empty());
            } catch (Failure failure) {
                all.add(null);
                failures.add(Optional.of(failure));
            }
        }
        claim(all, failures);
        if (failures.stream().anyMatch(Optional::isPresent)) {
            throw ItemFailures.of(failures);
        }
        List<Wanted> sound = new ArrayList<>();
        all.forEach(each -> Optional.ofNullable(each).ifPresent(sound::add));
        return insert(sound);
    }

    /** Fails each that wants a unique value which the database, or a sound one before it, has. */
    private void claim(List<@Nullable Wanted> all, List<Optional<Failure>> failures) {
        UniqueValues wanted = new UniqueValues();
        all.forEach(each -> Optional.ofNullable(each)
                .ifPresent(sound -> wanted.ask(sound.fields().organization(), UniqueValues.of(sound.fields()))));
        Set<String> taken = new HashSet<>(
                database.run(connection -> wanted.holders(connection).keySet()));
        for (int i = 0; i < all.size(); i++) {
            Wanted each = all.get(i);
            if (each == null) {
                continue;
            }
            FieldErrors errors = new FieldErrors();
            Set<String> own = new LinkedHashSet<>();
            UniqueValues.of(each.fields()).forEach((field, value) -> {
                String key = FileKeys.of(field, each.fields().organization(), value);
                own.add(key);
                if (taken.contains(key)) {
                    errors.add(field, UniqueValues.taken(field));
                }
            });
            if (errors.isEmpty()) {
                taken.addAll(own);
            } else {
                failures.set(i, Optional.of(new Conflict(UniqueValues.CONFLICT, errors.asMap())));
            }
        }
    }

    private List<Devices.Shown> insert(List<Wanted> all) {
        Instant now = clock.instant();
        List<Device> devices = new ArrayList<>(all.size());
        for (Wanted each : all) {
            Device device = new Device(each.fields(), each.type(), now);
            secrets.seal(device, each.read());
            devices.add(device);
        }
        IdentityHashMap<Device, Long> ids = new IdentityHashMap<>();
        database.run(connection -> DeviceRows.insert(connection, devices, caller.username()))
                .forEach((id, device) -> ids.put(device, id));
        Map<Long, Organizations.Organization> owners = organizations.byIds(
                devices.stream().map(Device::organizationId).distinct().toList());
        Map<Long, Map<String, @Nullable Object>> audited = new LinkedHashMap<>();
        List<Devices.Shown> shown = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            Device device = devices.get(i);
            Long id = ids.get(device);
            Organizations.Organization owner = owners.get(device.organizationId());
            if (id == null || owner == null) {
                throw new IllegalStateException("A new device has no id, or no organization");
            }
            Map<String, @Nullable Object> is = device.fields().audited();
            metadata.keep(id, all.get(i).metadata(), DeviceFields.Mode.CREATE)
                    .ifPresent(change -> is.put(DeviceMetadata.FIELD, change.after()));
            audited.put(id, is);
            shown.add(new Devices.Shown(DeviceView.written(id, device, owner), id, Device.FIRST_VERSION));
        }
        audit.createdAll(Devices.AUDITED, audited);
        changed.fire(new DevicesChanged(Set.copyOf(audited.keySet())));
        return shown;
    }
}
