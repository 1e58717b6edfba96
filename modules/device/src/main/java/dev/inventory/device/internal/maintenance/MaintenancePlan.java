package dev.inventory.device.internal.maintenance;

import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.RetriedOnContention;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the windows that are not over, and which devices they are for. */
@ApplicationScoped
@RetriedOnContention
public class MaintenancePlan {

    private static final String WINDOWS =
            "SELECT id, organization_id, device_id, tag_key, starts_at, ends_at, recurrence, time_zone,"
                    + " duration_minutes FROM device_maintenance_window WHERE ends_at IS NULL OR ends_at > ?"
                    + " OR (recurrence IS NOT NULL AND ends_at > ?)";
    /** Nothing that recurs lasts longer. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private static final String TAGGED = "SELECT d.id, d.organization_id FROM device_tag t"
            + " JOIN device d ON d.id = t.device_id WHERE t.tag_key = ?";

    @Inject
    Database database;

    @Inject
    Organizations organizations;

    private record Row(
            long id,
            long organization,
            @Nullable Long device,
            @Nullable String tag,
            WindowTimes times) {}

    /** @param now a window that recurs may still be open after its last begin, for as long as it lasts */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public List<MaintenanceCalendar.Planned> read(Instant now) {
        return database.run(connection -> {
            List<MaintenanceCalendar.Planned> planned = new ArrayList<>();
            for (Row row : rows(connection, now)) {
                Set<Long> all = row.device == null ? organizations.withDescendants(row.organization) : Set.of();
                if (row.device != null) {
                    planned.add(new MaintenanceCalendar.Planned(row.id, row.times, Set.of(), Set.of(row.device)));
                } else if (row.tag == null) {
                    planned.add(new MaintenanceCalendar.Planned(row.id, row.times, all, Set.of()));
                } else {
                    planned.add(new MaintenanceCalendar.Planned(
                            row.id, row.times, Set.of(), tagged(connection, row.tag, all)));
                }
            }
            return planned;
        });
    }

    /** The windows that are open. */
    @Transactional
    public Set<Long> openAt(Instant now) {
        return database.run(connection -> {
            Set<Long> open = new HashSet<>();
            for (Row row : rows(connection, now)) {
                if (row.times.at(now).isPresent()) {
                    open.add(row.id);
                }
            }
            return open;
        });
    }

    private static List<Row> rows(Connection connection, Instant now) throws SQLException {
        List<Row> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(WINDOWS)) {
            SqlInstant.set(select, 1, now);
            SqlInstant.set(select, 2, now.minus(LONGEST));
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                long device = rows.getLong("device_id");
                boolean forAll = rows.wasNull();
                found.add(new Row(
                        rows.getLong("id"),
                        rows.getLong("organization_id"),
                        forAll ? null : device,
                        rows.getString("tag_key"),
                        times(rows)));
            }
        }
        return found;
    }

    /** When the window of a row is open. */
    static WindowTimes times(ResultSet rows) throws SQLException {
        Instant startsAt = SqlInstant.get(rows, "starts_at");
        Instant endsAt = SqlInstant.get(rows, "ends_at");
        String cron = rows.getString("recurrence");
        Instant from = startsAt == null ? Instant.EPOCH : startsAt;
        return cron == null
                ? new WindowTimes(from, endsAt == null ? from : endsAt)
                : new WindowTimes(
                        from,
                        endsAt,
                        cron,
                        rows.getString("time_zone"),
                        Duration.ofMinutes(rows.getInt("duration_minutes")));
    }

    private static Set<Long> tagged(Connection connection, String tag, Set<Long> organizations) throws SQLException {
        Set<Long> devices = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(TAGGED)) {
            select.setString(1, tag);
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                if (organizations.contains(rows.getLong("organization_id"))) {
                    devices.add(rows.getLong("id"));
                }
            }
        }
        return devices;
    }
}
