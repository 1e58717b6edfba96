package dev.inventory.device.internal.polling;

import dev.inventory.device.DevicesChanged;
import dev.inventory.device.internal.snmp.SnmpSession;
import dev.inventory.platform.lifecycle.OtherServers;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Devices in memory: every one where devices are polled; elsewhere those that somebody had asked, and what they are
 * reached through. It follows the database: at once for what this server wrote, within seconds for what another server on
 * the same database wrote, and by comparing all ids now and then for what was missed. Host names are resolved beside
 * that: neither a slow DNS nor thousands of names hold up the other devices.
 */
@ApplicationScoped
public class Fleet {

    /** Reaches back further than two servers' clocks differ. */
    private static final Duration OVERLAP = Duration.ofSeconds(30);

    private static final Duration FULL_COMPARISON = Duration.ofMinutes(10);

    /** Longer than any way to a device; the inventory lets none be a circle. */
    private static final int MAX_ANCESTORS = 100;

    @Inject
    FleetStore store;

    @Inject
    SnmpSession session;

    @Inject
    OtherServers others;

    @Inject
    Clock clock;

    private final Map<Long, PolledDevice> devices = new ConcurrentHashMap<>();
    private final DeviceTree tree = new DeviceTree();
    private final Set<Long> changed = ConcurrentHashMap.newKeySet();

    /** Changed ones that are being read: what is here is still as it was. */
    private final Set<Long> beingRead = ConcurrentHashMap.newKeySet();

    private final NameLookups lookups = new NameLookups(this::lookUp);
    private final Set<Long> changedElsewhere = ConcurrentHashMap.newKeySet();
    private volatile Consumer<PolledDevice> arrived = device -> {};
    private volatile boolean polled;
    private Instant followedTo = Instant.EPOCH;
    private Instant comparedAt = Instant.EPOCH;

    /**
     * @param listener is told of every device that is new or was changed, to be scheduled, whoever had it read
     * @param toPoll whether devices are polled here, so that all must be known, and their names resolved
     */
    void begin(Consumer<PolledDevice> listener, boolean toPoll) {
        arrived = listener;
        polled = toPoll;
    }

    @PreDestroy
    void end() {
        lookups.close();
    }

    int size() {
        return devices.size();
    }

    Collection<PolledDevice> all() {
        return devices.values();
    }

    /** The device as it is in memory. */
    Optional<PolledDevice> known(long id) {
        return Optional.ofNullable(devices.get(id));
    }

    /** The device that this one is reached through, if it is in the inventory. */
    Optional<PolledDevice> parentOf(PolledDevice device) {
        Long parent = device.settings.place().parent();
        return parent == null ? Optional.empty() : Optional.ofNullable(devices.get(parent));
    }

    /** The devices that are reached through this one, directly. */
    List<PolledDevice> childrenOf(PolledDevice device) {
        return tree.childrenOf(device.id).stream()
                .map(devices::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The device as its record is now; reads it if it is not here yet or was changed. Not inside a transaction. */
    Optional<PolledDevice> current(long id) {
        if (!devices.containsKey(id) || changed.contains(id) || beingRead.contains(id)) {
            refresh(Set.of(id));
        }
        PolledDevice device = devices.get(id);
        if (device != null && (FleetStore.NOT_RESOLVED.equals(device.settings.refusal()) || awaitsName(id))) {
            long began = clock.millis();
            store.readResolved(List.of(id), row -> take(row, began));
        }
        return withAncestors(device);
    }

    /** Where all devices are known, those that it is reached through are, too. */
    private Optional<PolledDevice> withAncestors(@Nullable PolledDevice device) {
        PolledDevice next = polled ? null : device;
        for (int i = 0; next != null && i < MAX_ANCESTORS; i++) {
            Long parent = next.settings.place().parent();
            if (parent != null && !devices.containsKey(parent)) {
                refresh(Set.of(parent));
            }
            next = parent == null ? null : devices.get(parent);
        }
        return Optional.ofNullable(device);
    }

    /** Whether what is known of the device may be older than its record, since its name is being looked up. */
    boolean awaitsName(long id) {
        return lookups.awaits(id);
    }

    /**
     * The device as it stands in the database now, for who asks it beside the polls: another server may have changed its
     * status a moment ago, and what an answer means depends on that. Not inside a transaction.
     */
    Optional<PolledDevice> asStored(long id) {
        if (others.count() == 0 || !devices.containsKey(id)) {
            return current(id);
        }
        long began = clock.millis();
        List<FleetStore.Row> rows = new ArrayList<>();
        store.readResolved(List.of(id), rows::add);
        if (rows.isEmpty()) {
            forget(id);
        }
        rows.forEach(row -> take(row, began));
        return withAncestors(devices.get(id));
    }

    /** The devices that went up or down without this server's doing, since the last call. */
    Set<Long> changedElsewhere() {
        Set<Long> ids = new HashSet<>(changedElsewhere);
        changedElsewhere.removeAll(ids);
        return ids;
    }

    /** Takes in what changed since the last call. */
    void follow() {
        Instant now = clock.instant();
        if (comparedAt.plus(FULL_COMPARISON).isBefore(now)) {
            compareAll();
            comparedAt = now;
            followedTo = now;
            return;
        }
        Instant since = followedTo.minus(OVERLAP);
        Set<Long> ids = ownChanges();
        for (FleetStore.Touched touched : store.changedSince(since)) {
            if (!isKnown(touched)) {
                ids.add(touched.id());
            }
        }
        ids.addAll(store.withTypesChangedSince(since));
        refresh(wanted(ids));
        followedTo = now;
    }

    /**
     * Most that has changed is what was written here, and what changed a moment ago was read a moment ago. But the name of
     * one that has just gone down may lead elsewhere by now.
     */
    private boolean isKnown(FleetStore.Touched touched) {
        PolledDevice device = devices.get(touched.id());
        return device != null
                && !device.named
                && device.updatedAt == touched.updatedAt()
                && device.statusChangedAt == touched.statusChangedAt();
    }

    /** Takes in what this server's users changed since the last call, and nothing else. */
    void followOwn() {
        if (!changed.isEmpty()) {
            refresh(wanted(ownChanges()));
        }
    }

    private Set<Long> ownChanges() {
        return new HashSet<>(changed);
    }

    private Set<Long> wanted(Set<Long> ids) {
        if (polled) {
            return ids;
        }
        Set<Long> known = new HashSet<>(ids);
        known.retainAll(devices.keySet());
        ids.removeAll(known);
        changed.removeAll(ids);
        return known;
    }

    void forget(long id) {
        PolledDevice device = devices.remove(id);
        if (device != null) {
            device.gone = true;
            tree.move(id, device.settings.place().parent(), null);
        }
    }

    void noteChanges(@Observes(during = TransactionPhase.AFTER_SUCCESS) DevicesChanged event) {
        changed.addAll(event.deviceIds());
    }

    private void compareAll() {
        if (!polled) {
            refresh(new HashSet<>(devices.keySet()));
            return;
        }
        Set<Long> missing = new HashSet<>(devices.keySet());
        long began = clock.millis();
        store.readAll(row -> {
            missing.remove(row.id());
            take(row, began);
        });
        missing.forEach(this::forget);
    }

    private void refresh(Set<Long> ids) {
        beingRead.addAll(ids);
        // Before reading: a change that comes while we read must be read again.
        changed.removeAll(ids);
        try {
            read(ids);
        } catch (RuntimeException e) {
            changed.addAll(ids);
            throw e;
        } finally {
            beingRead.removeAll(ids);
        }
    }

    private void read(Set<Long> ids) {
        Set<Long> missing = new HashSet<>(ids);
        List<Long> all = new ArrayList<>(ids);
        long began = clock.millis();
        for (int from = 0; from < all.size(); from += FleetStore.CHUNK) {
            List<Long> chunk = all.subList(from, Math.min(from + FleetStore.CHUNK, all.size()));
            for (FleetStore.Row row : store.read(chunk)) {
                missing.remove(row.id());
                take(row, began);
            }
        }
        missing.forEach(this::forget);
    }

    /** What could not be read is read again as if it had changed. */
    private void lookUp(List<Long> ids) {
        long began = clock.millis();
        try {
            store.readResolved(ids, row -> {
                if (devices.containsKey(row.id())) { // else it was deleted while its name was looked up
                    take(row, began);
                }
            });
        } catch (RuntimeException e) {
            changed.addAll(ids);
            throw e;
        }
    }

    private void rememberEngine(PolledDevice device) {
        if (device.engineId != null && device.settings.agent() != null) {
            session.rememberEngine(device.settings.agent(), device.engineId);
        }
    }

    private void take(FleetStore.Row row, long readFrom) {
        adopt(row, readFrom);
        if (row.nameAwaited() && polled) {
            lookups.add(row.id()); // not before the device is here, since that may be done at once
        }
    }

    /** A status that was concluded here meanwhile is newer than what was read. */
    private void adopt(FleetStore.Row row, long readFrom) {
        PolledDevice known = devices.get(row.id());
        if (known == null) {
            PolledDevice device = new PolledDevice(row.id(), row.settings(), new StatusTrack(row.up(), row.state()));
            device.lastSeen = row.lastSeen();
            device.bootedAt = row.bootedAt();
            device.factsHash = row.factsHash();
            device.engineId = row.engineId();
            device.engineBoots = row.engineBoots();
            device.identifiedAt = row.identifiedAt();
            device.named = row.named();
            device.updatedAt = row.touched().updatedAt();
            device.statusChangedAt = row.touched().statusChangedAt();
            // Two may read a new device at the same time: it must not be here, and polled, twice.
            known = devices.putIfAbsent(row.id(), device);
            if (known == null) {
                rememberEngine(device);
                tree.move(row.id(), null, row.settings().place().parent());
                arrived.accept(device);
                return;
            }
        }
        // One that is being polled goes on as it is until its name is resolved anew.
        boolean later = row.nameAwaited() && polled && known.settings.agent() != null;
        boolean moved = !later && !known.settings.equals(row.settings());
        if (moved) {
            tree.move(
                    row.id(),
                    known.settings.place().parent(),
                    row.settings().place().parent());
            known.settings = row.settings();
        }
        if (!known.statusUnwritten && known.statusWrittenAt < readFrom) {
            if (known.status.up != row.up()) {
                changedElsewhere.add(row.id());
            }
            known.status.adopt(row.up(), row.state());
            known.statusChangedAt = row.touched().statusChangedAt();
        }
        if (!later) {
            known.updatedAt = row.touched().updatedAt();
        }
        known.named = row.named();
        if (moved) {
            arrived.accept(known);
        }
    }
}
