package dev.inventory.connection.internal.sync;

import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.RetriedOnContention;
import dev.inventory.platform.persistence.SqlInstant;
import dev.inventory.platform.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs that wait, and whose they are. A claim is a conditional update: of several servers one gets it, and keeps it as
 * long as it renews the lease.
 */
@ApplicationScoped
@RetriedOnContention
public class SyncQueue {

    @Inject
    Database database;

    @Inject
    ServerSettings server;

    @Inject
    Clock clock;

    /** A profile whose time has come or is not known yet. */
    record Due(long profileId, String frequency, String timeZone, Optional<Instant> at) {}

    @Transactional
    public List<Due> dueProfiles(int max) {
        Instant now = clock.instant();
        return database.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT id, sync_frequency, time_zone,"
                    + " next_sync FROM connection_profile WHERE status = 'active' AND sync_frequency <> 'manual'"
                    + " AND (next_sync IS NULL OR next_sync <= ?)"
                    + " AND (circuit_open_until IS NULL OR circuit_open_until <= ?)"
                    + " ORDER BY next_sync, id FETCH NEXT ? ROWS ONLY")) {
                SqlInstant.set(select, 1, now);
                SqlInstant.set(select, 2, now);
                select.setInt(3, max);
                List<Due> due = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        due.add(new Due(
                                rows.getLong("id"),
                                rows.getString("sync_frequency"),
                                rows.getString("time_zone"),
                                Optional.ofNullable(SqlInstant.get(rows, "next_sync"))));
                    }
                }
                return due;
            }
        });
    }

    /**
     * Plans a profile's next time and, if this one has come, has it wait for a server. Of several servers one succeeds.
     */
    @Transactional
    public void schedule(Due due) {
        Instant now = clock.instant();
        Instant next = Schedule.next(due.frequency(), due.timeZone(), now).orElse(null);
        database.run(connection -> {
            try (PreparedStatement plan =
                    connection.prepareStatement("UPDATE connection_profile SET next_sync = ? WHERE id = ? AND "
                            + (due.at().isPresent() ? "next_sync = ?" : "next_sync IS NULL"))) {
                SqlInstant.set(plan, 1, next);
                plan.setLong(2, due.profileId());
                if (due.at().isPresent()) {
                    SqlInstant.set(plan, 3, due.at().get());
                }
                if (plan.executeUpdate() == 1
                        && due.at().isPresent()
                        && unended(connection, due.profileId()).isEmpty()) {
                    insert(connection, due.profileId(), false, "schedule", now);
                }
            }
            return true;
        });
    }

    /**
     * Has a run wait for a server, unless one waits or works already.
     *
     * @return the run, and whether it is a new one
     */
    @Transactional
    public Requested request(long profileId, boolean dryRun, String by) {
        return database.run(connection -> {
            // the profile's row is locked, so that two requests at once make one run
            try (PreparedStatement lock =
                    connection.prepareStatement("UPDATE connection_profile SET next_sync = next_sync WHERE id = ?")) {
                lock.setLong(1, profileId);
                lock.executeUpdate();
            }
            Optional<Long> there = unended(connection, profileId);
            return there.isPresent()
                    ? new Requested(there.get(), false)
                    : new Requested(insert(connection, profileId, dryRun, by, clock.instant()), true);
        });
    }

    /** A run that was asked for; {@code fresh} is false if it was there before. */
    public record Requested(long runId, boolean fresh) {}

    private static Optional<Long> unended(Connection connection, long profileId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT id FROM connection_sync_run WHERE profile_id = ? AND status IN ('queued', 'running')")) {
            select.setLong(1, profileId);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
            }
        }
    }

    private static long insert(Connection connection, long profileId, boolean dryRun, String by, Instant now)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO connection_sync_run (profile_id, status, dry_run, requested_by, requested_at,"
                        + " record_count, created_count, updated_count, unchanged, removed, failed, skipped, fence)"
                        + " VALUES (?, 'queued', ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0)",
                Statement.RETURN_GENERATED_KEYS)) {
            insert.setLong(1, profileId);
            insert.setBoolean(2, dryRun);
            insert.setString(3, by);
            SqlInstant.set(insert, 4, now);
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        }
    }

    /** Claims a run that waits, the oldest first. */
    @Transactional
    public Optional<Claim> claim(Duration lease) {
        Instant now = clock.instant();
        return database.run(connection -> {
            List<Claim> waiting = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT id, profile_id, fence, dry_run"
                            + " FROM connection_sync_run WHERE status = 'queued' ORDER BY id FETCH NEXT 10 ROWS ONLY");
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    waiting.add(new Claim(rows.getLong(1), rows.getLong(2), rows.getLong(3) + 1, rows.getBoolean(4)));
                }
            }
            for (Claim claim : waiting) {
                try (PreparedStatement take = connection.prepareStatement("UPDATE connection_sync_run SET"
                        + " status = 'running', owner = ?, fence = ?, lease_until = ?, started_at = ?"
                        + " WHERE id = ? AND status = 'queued' AND fence = ?")) {
                    take.setString(1, server.nodeId());
                    take.setLong(2, claim.fence());
                    SqlInstant.set(take, 3, now.plus(lease));
                    SqlInstant.set(take, 4, now);
                    take.setLong(5, claim.runId());
                    take.setLong(6, claim.fence() - 1);
                    if (take.executeUpdate() == 1) {
                        return Optional.of(claim);
                    }
                }
            }
            return Optional.empty();
        });
    }

    /** @return false if the run is no longer this server's */
    @Transactional
    public boolean renew(Claim claim, Instant until) {
        return database.run(connection -> {
            try (PreparedStatement renew = connection.prepareStatement(
                    "UPDATE connection_sync_run SET lease_until = ? WHERE id = ? AND fence = ? AND status = 'running'")) {
                SqlInstant.set(renew, 1, until);
                renew.setLong(2, claim.runId());
                renew.setLong(3, claim.fence());
                return renew.executeUpdate() == 1;
            }
        });
    }

    /** Ends the runs of dead servers, and has each done again: what they took is found unchanged. */
    @Transactional
    public int takeUpInterrupted() {
        Instant now = clock.instant();
        return database.run(connection -> {
            List<Claim> dead = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT id, profile_id, fence, dry_run"
                    + " FROM connection_sync_run WHERE status = 'running' AND lease_until < ?")) {
                SqlInstant.set(select, 1, now);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        dead.add(new Claim(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getBoolean(4)));
                    }
                }
            }
            int ended = 0;
            for (Claim claim : dead) {
                if (interrupt(connection, claim, now)) {
                    ended++;
                    insert(connection, claim.profileId(), claim.dryRun(), "resume", now);
                }
            }
            return ended;
        });
    }

    /** The server stops in good order: another run goes on. */
    @Transactional
    public void giveBack(Claim claim) {
        Instant now = clock.instant();
        database.run(connection -> {
            if (interrupt(connection, claim, now)) {
                insert(connection, claim.profileId(), claim.dryRun(), "resume", now);
            }
            return true;
        });
    }

    private static boolean interrupt(Connection connection, Claim claim, Instant now) throws SQLException {
        try (PreparedStatement end =
                connection.prepareStatement("UPDATE connection_sync_run SET status = 'interrupted',"
                        + " fence = fence + 1, finished_at = ?, error = 'The server ended; another run goes on'"
                        + " WHERE id = ? AND fence = ? AND status = 'running'")) {
            SqlInstant.set(end, 1, now);
            end.setLong(2, claim.runId());
            end.setLong(3, claim.fence());
            return end.executeUpdate() == 1;
        }
    }
}
