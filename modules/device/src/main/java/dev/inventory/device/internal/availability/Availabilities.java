package dev.inventory.device.internal.availability;

import dev.inventory.device.DeviceState;
import dev.inventory.device.internal.maintenance.PlannedTimes;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.RetriedOnContention;
import dev.inventory.platform.persistence.SqlInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Reads out of the status history how devices stood. */
@ApplicationScoped
@RetriedOnContention
public class Availabilities {

    static final Duration USUAL = Duration.ofDays(30);
    static final Duration LONGEST = Duration.ofDays(366);

    private static final int FETCH = 1000;

    /** The row that says how the period begins. */
    private static final String BEFORE =
            "SELECT MAX(changed_at) AS began FROM device_status_history WHERE device_id = ? AND changed_at <= ?";

    private static final String CHANGES = "SELECT status, status_detail, reason, changed_at FROM device_status_history"
            + " WHERE device_id = ? AND changed_at >= ? AND changed_at < ? ORDER BY changed_at, id";

    @PersistenceContext
    EntityManager em;

    @Inject
    Caller caller;

    @Inject
    PlannedTimes plannedTimes;

    @Inject
    Database database;

    @Inject
    Clock clock;

    private record Period(Instant from, Instant to) {}

    /**
     * How a device stood.
     *
     * @param from of the period; without it {@link #USUAL} before its end
     * @param to of the period; without it now
     * @throws Rejected if the period is none, is too long, or lies outside of the device's life
     */
    @Transactional
    public Availability of(long deviceId, Optional<Instant> from, Optional<Instant> to) {
        List<Object[]> found = em.createQuery(
                        "SELECT d.organizationId, d.createdAt FROM Device d WHERE d.id = :id", Object[].class)
                .setParameter("id", deviceId)
                .getResultList();
        if (found.isEmpty()) {
            throw NotFound.object();
        }
        long organization = (Long) found.get(0)[0];
        caller.require(AvailabilityResource.ROLE, Permission.VIEW, organization);
        Period period =
                period(from, to, (Instant) found.get(0)[1], clock.instant().truncatedTo(ChronoUnit.MICROS));
        Reckoning reckoning =
                new Reckoning(period.from, period.to, plannedTimes.of(deviceId, organization, period.from, period.to));
        return database.run(connection -> {
            read(connection, deviceId, period, reckoning);
            return reckoning.conclude();
        });
    }

    /** The time before the device was registered, and the time to come, are no part of it. */
    private static Period period(Optional<Instant> from, Optional<Instant> to, Instant registered, Instant now) {
        FieldErrors errors = new FieldErrors();
        Instant end = to.orElse(now);
        Instant begin = from.orElseGet(() -> end.minus(USUAL));
        if (!begin.isBefore(end)) {
            errors.add("from", to.isPresent() ? "Must be before to." : "Must be in the past.");
        } else if (begin.isAfter(now)) {
            errors.add("from", "Must be in the past.");
        } else if (begin.plus(LONGEST).isBefore(end)) {
            errors.add("from", "The period must not be longer than " + LONGEST.toDays() + " days.");
        } else if (end.isBefore(registered)) {
            errors.add("to", "The device was registered at " + registered + ", after this.");
        }
        if (!errors.isEmpty()) {
            throw Rejected.of(errors);
        }
        Instant last = end.isAfter(now) ? now : end;
        Instant first = begin.isBefore(registered) ? registered : begin;
        return new Period(first.isAfter(last) ? last : first, last);
    }

    private static void read(Connection connection, long deviceId, Period period, Reckoning reckoning)
            throws SQLException {
        Instant began = period.from;
        try (PreparedStatement before = connection.prepareStatement(BEFORE)) {
            before.setLong(1, deviceId);
            SqlInstant.set(before, 2, period.from);
            try (ResultSet rows = before.executeQuery()) {
                Instant last = rows.next() ? SqlInstant.get(rows, "began") : null;
                began = last == null ? began : last;
            }
        }
        try (PreparedStatement changes = connection.prepareStatement(CHANGES)) {
            changes.setFetchSize(FETCH);
            changes.setLong(1, deviceId);
            SqlInstant.set(changes, 2, began);
            SqlInstant.set(changes, 3, period.to);
            try (ResultSet rows = changes.executeQuery()) {
                while (rows.next()) {
                    Instant at = SqlInstant.get(rows, "changed_at");
                    reckoning.change(
                            at == null ? period.from : at,
                            rows.getBoolean("status"),
                            DeviceState.of(rows.getString("status_detail")),
                            rows.getString("reason"));
                }
            }
        }
    }
}
