package dev.inventory.device.internal.polling;

import dev.inventory.device.internal.DeviceSettings;
import dev.inventory.device.internal.maintenance.MaintenanceCalendar;
import dev.inventory.device.internal.maintenance.MaintenanceCalendar.Open;
import dev.inventory.platform.jobs.Jobs;
import dev.inventory.platform.lifecycle.Started;
import dev.inventory.platform.persistence.Leases;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Shows in the devices' rows which are in maintenance. One of several servers does so, by a lease; the conclusions of polls
 * do not wait for it, since every server has the calendar. The server that polls, which may be another, sees to it that
 * devices are asked when their window closes.
 */
@ApplicationScoped
class MaintenanceMarks {

    private static final String LEASE = "device-maintenance";
    private static final Duration LEASE_LENGTH = Duration.ofSeconds(15);
    private static final Duration LEASE_RENEWAL = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofSeconds(1);

    @Inject
    MaintenanceCalendar calendar;

    @Inject
    MaintenanceRows rows;

    @Inject
    Fleet fleet;

    @Inject
    Poller poller;

    @Inject
    DeviceSettings settings;

    @Inject
    Jobs jobs;

    @Inject
    Leases leases;

    @Inject
    Clock clock;

    private final Map<Long, Open> marked = new HashMap<>();
    private boolean held;
    private Instant heldAt = Instant.EPOCH;

    void start(@Observes @Priority(Interceptor.Priority.APPLICATION) Started started) {
        if (settings.pollingEnabled()) { // else the fleet is not all here
            jobs.every("maintenance-marks", LOOK, this::round);
        }
    }

    private void round() {
        boolean writes = hold();
        if (!writes && !poller.isPolling()) {
            marked.clear();
            return;
        }
        if (calendar.isEmpty() && marked.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        SortedMap<Long, Open> begin = new TreeMap<>();
        Map<Long, Open> end = new TreeMap<>(marked);
        for (PolledDevice device : fleet.all()) {
            calendar.at(device.id, device.settings.place().organization(), now).ifPresent(open -> {
                end.remove(device.id);
                if (!open.equals(marked.get(device.id))) {
                    begin.put(device.id, open);
                }
            });
        }
        if (writes) {
            rows.write(begin, end.keySet());
        }
        marked.putAll(begin);
        for (Long id : end.keySet()) {
            marked.remove(id);
            // What is true now is for the next poll to say.
            fleet.known(id).ifPresent(device -> poller.reschedule(device, now));
        }
    }

    /** A server that takes over learns from the rows what the last one has shown. */
    private boolean hold() {
        Instant now = clock.instant();
        if (held && heldAt.plus(LEASE_RENEWAL).isAfter(now)) {
            return true;
        }
        boolean before = held;
        held = leases.hold(LEASE, LEASE_LENGTH);
        heldAt = now;
        if (held && !before) {
            marked.clear();
            marked.putAll(rows.read());
        }
        return held;
    }
}
