package dev.inventory.device.internal.maintenance;

import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.SqlInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** When people were at work on a device, by the windows as they are recorded now. */
@ApplicationScoped
public class PlannedTimes {

    /** Nothing that recurs lasts longer. */
    private static final Duration LONGEST = Duration.ofDays(7);

    /** Each is computed from its cron expression, some ten microseconds. */
    private static final int MOST = 50_000;

    @Inject
    Database database;

    @Inject
    Organizations organizations;

    /**
     * A time of work.
     *
     * @param from inclusive
     * @param until exclusive
     */
    public record Span(Instant from, Instant until) {}

    /**
     * The times of work on a device in a period, in their order; none overlaps another. By two queries.
     *
     * @param organization of the device
     * @throws Rejected if windows recur too often in the period to be counted
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<Span> of(long device, long organization, Instant from, Instant to) {
        Set<Long> line = organizations.withAncestors(organization);
        List<WindowTimes> windows = database.run(connection -> windows(connection, device, line, from, to));
        List<WindowTimes.Span> spans = new ArrayList<>();
        for (WindowTimes window : windows) {
            spans.addAll(window.within(from, to, MOST));
            if (spans.size() > MOST) {
                throw Rejected.field(
                        "from",
                        "Maintenance windows recur more than " + MOST + " times in this period: enter a shorter one.");
            }
        }
        return merged(spans);
    }

    private static List<WindowTimes> windows(
            Connection connection, long device, Set<Long> organizations, Instant from, Instant to) throws SQLException {
        String line = String.join(",", Collections.nCopies(organizations.size(), "?"));
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT starts_at, ends_at, recurrence, time_zone, duration_minutes FROM device_maintenance_window"
                        + " WHERE starts_at < ? AND (ends_at IS NULL OR ends_at > ?) AND (device_id = ?"
                        + " OR (device_id IS NULL AND organization_id IN (" + line + ") AND (tag_key IS NULL"
                        + " OR tag_key IN (SELECT t.tag_key FROM device_tag t WHERE t.device_id = ?))))")) {
            SqlInstant.set(select, 1, to);
            SqlInstant.set(select, 2, from.minus(LONGEST));
            select.setLong(3, device);
            int next = 4;
            for (Long organization : organizations) {
                select.setLong(next++, organization);
            }
            select.setLong(next, device);
            List<WindowTimes> windows = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    windows.add(MaintenancePlan.times(rows));
                }
            }
            return windows;
        }
    }

    /** Those that overlap or touch become one. */
    static List<Span> merged(List<WindowTimes.Span> spans) {
        List<Span> merged = new ArrayList<>();
        spans.stream().sorted(Comparator.comparing(WindowTimes.Span::from)).forEach(span -> {
            Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last == null || span.from().isAfter(last.until())) {
                merged.add(new Span(span.from(), span.until()));
            } else if (span.until().isAfter(last.until())) {
                merged.set(merged.size() - 1, new Span(last.from(), span.until()));
            }
        });
        return merged;
    }
}
