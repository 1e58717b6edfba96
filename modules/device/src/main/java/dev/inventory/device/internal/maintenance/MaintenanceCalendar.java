package dev.inventory.device.internal.maintenance;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which windows there are, in memory: asked for each poll's conclusion, which must not ask the database. */
@ApplicationScoped
public class MaintenanceCalendar {

    /** A window that is open for a device. */
    public record Open(long window, Instant from, Instant until) {}

    /**
     * A window and what it is for.
     *
     * @param organizations if it is for all of their devices
     * @param devices if it is for these
     */
    record Planned(long window, WindowTimes times, Set<Long> organizations, Set<Long> devices) {}

    private record Plan(Map<Long, List<Planned>> byOrganization, Map<Long, List<Planned>> byDevice) {
        static final Plan EMPTY = new Plan(Map.of(), Map.of());

        boolean isEmpty() {
            return byOrganization.isEmpty() && byDevice.isEmpty();
        }
    }

    private volatile Plan plan = Plan.EMPTY;

    void replace(List<Planned> windows) {
        Map<Long, List<Planned>> byOrganization = new HashMap<>();
        Map<Long, List<Planned>> byDevice = new HashMap<>();
        for (Planned window : windows) {
            window.organizations().forEach(id -> add(byOrganization, id, window));
            window.devices().forEach(id -> add(byDevice, id, window));
        }
        plan = new Plan(byOrganization, byDevice);
    }

    private static void add(Map<Long, List<Planned>> map, Long id, Planned window) {
        map.computeIfAbsent(id, unused -> new ArrayList<>()).add(window);
    }

    /** Whether there is no window at all, now or later. */
    public boolean isEmpty() {
        return plan.isEmpty();
    }

    /** The window that is open for a device at this time; of several the one that ends last. */
    public Optional<Open> at(long device, long organization, Instant at) {
        Plan known = plan;
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Optional<Open> own = latest(known.byDevice.getOrDefault(device, List.of()), at);
        Optional<Open> all = latest(known.byOrganization.getOrDefault(organization, List.of()), at);
        return own.filter(open -> all.isEmpty() || !all.get().until().isAfter(open.until()))
                .or(() -> all);
    }

    private static Optional<Open> latest(List<Planned> windows, Instant at) {
        Open latest = null;
        for (Planned window : windows) {
            WindowTimes.Span span = window.times().at(at).orElse(null);
            if (span != null && (latest == null || span.until().isAfter(latest.until()))) {
                latest = new Open(window.window(), span.from(), span.until());
            }
        }
        return Optional.ofNullable(latest);
    }
}
