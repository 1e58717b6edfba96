package dev.inventory.connection.internal.sync;

import dev.inventory.connection.internal.source.Stage;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.RetriedOnContention;
import dev.inventory.platform.persistence.SqlInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a profile's source: how it was met the last time, and the circuit, which opens after repeated failure.
 * While it is open no scheduled run starts; users may still ask for one, and its success closes the circuit.
 */
@ApplicationScoped
@RetriedOnContention
@Transactional
public class ProfileHealth {

    /** Failed runs in a row before the circuit opens. */
    static final int FAILURES_TO_OPEN = 5;

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
    private static final Duration DAY = Duration.ofHours(24);

    @Inject
    Database database;

    @Inject
    Clock clock;

    /** Runs of the last 24 hours that failed; what was only tried does not count. */
    public long failures24h(long profileId) {
        Instant since = clock.instant().minus(DAY);
        return database.run(connection -> {
            try (PreparedStatement count = connection.prepareStatement("SELECT COUNT(*) FROM connection_sync_run"
                    + " WHERE profile_id = ? AND dry_run = ? AND status = 'failed' AND finished_at >= ?")) {
                count.setLong(1, profileId);
                count.setBoolean(2, false);
                SqlInstant.set(count, 3, since);
                try (ResultSet rows = count.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }

    /** The source was tested. */
    public void tested(long profileId, Optional<Stage> failedAt, @Nullable String error) {
        update(
                "UPDATE connection_profile SET last_tested = ?, test_status = ?, connectivity = ?,"
                        + " authentication = ?, last_error = ?, version = version + 1 WHERE id = ?",
                statement -> {
                    SqlInstant.set(statement, 1, clock.instant());
                    statement.setString(2, failedAt.isEmpty() ? "success" : "failed");
                    health(statement, 3, profileId, failedAt, error);
                    statement.setLong(6, profileId);
                });
    }

    /** A run has ended, be it only a try. */
    void ended(long profileId, SyncRunner.End end, boolean dryRun) {
        boolean failed = end.status() == RunStatus.FAILED;
        int failures = failed ? number(profileId, "failures_in_a_row") + 1 : 0;
        Instant now = clock.instant();
        update(
                "UPDATE connection_profile SET connectivity = ?, authentication = ?, last_error = ?"
                        + (dryRun
                                ? ""
                                : ", last_sync = ?, last_sync_status = ?, sync_record_count = ?,"
                                        + " failures_in_a_row = ?, circuit_open_until = ?")
                        + ", version = version + 1 WHERE id = ?",
                statement -> {
                    health(statement, 1, profileId, end.failedAt(), end.error());
                    if (!dryRun) {
                        SqlInstant.set(statement, 4, now);
                        statement.setString(5, end.status().word());
                        statement.setLong(6, end.counts().records());
                        statement.setInt(7, failures);
                        SqlInstant.set(statement, 8, openUntil(failures, now));
                    }
                    statement.setLong(dryRun ? 4 : 9, profileId);
                });
    }

    /** Twice as long with each further failure, up to six hours; null while it is closed. */
    static @Nullable Instant openUntil(int failures, Instant now) {
        if (failures < FAILURES_TO_OPEN) {
            return null;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(10, failures - FAILURES_TO_OPEN));
        return now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }

    /** Connectivity and authentication, of which a failure before them says nothing, and the error. */
    private void health(
            PreparedStatement statement, int index, long profileId, Optional<Stage> failedAt, @Nullable String error)
            throws SQLException {
        boolean reached = failedAt.isEmpty() || Stage.TLS.isBefore(failedAt.get());
        boolean known = failedAt.isEmpty() || Stage.AUTHENTICATE.isBefore(failedAt.get());
        statement.setString(index, reached ? "healthy" : "unreachable");
        statement.setString(index + 1, known ? "valid" : reached ? "invalid" : text(profileId, "authentication"));
        statement.setString(index + 2, error);
    }

    private int number(long profileId, String column) {
        return Integer.parseInt(text(profileId, column));
    }

    private String text(long profileId, String column) {
        return database.run(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT " + column + " FROM connection_profile WHERE id = ?")) {
                select.setLong(1, profileId);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? rows.getString(1) : "0";
                }
            }
        });
    }

    /** Sets a statement's parameters. */
    @FunctionalInterface
    private interface Binding {
        void to(PreparedStatement statement) throws SQLException;
    }

    private void update(String sql, Binding binding) {
        database.run(connection -> {
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                binding.to(update);
                return update.executeUpdate();
            }
        });
    }
}
