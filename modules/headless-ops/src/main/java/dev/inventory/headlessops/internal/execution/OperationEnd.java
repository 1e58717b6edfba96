package dev.inventory.headlessops.internal.execution;

import dev.inventory.headlessops.OperationOptions;
import dev.inventory.headlessops.Outcome;
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
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what follows when nobody works on an operation at the moment: the next wave, its end, or that there is more to
 * do. Decided from the rows alone, by whoever comes first.
 */
@ApplicationScoped
@RetriedOnContention
class OperationEnd {

    private static final int MAX_REASON = 500;

    private static final String READ = "SELECT control, options_json, wave, deadline, started_at, timeout_minutes,"
            + " total_devices, processed_devices, failed_devices, skipped_devices"
            + " FROM operation WHERE id = ? AND status = 'in_progress'";
    private static final String LOCK = "UPDATE operation SET fence = fence + 1 WHERE id = ? AND status = 'in_progress'";
    private static final String SHARES = "SELECT SUM(CASE WHEN lease_until > ? THEN 1 ELSE 0 END) AS held,"
            + " SUM(CASE WHEN wave <= ? THEN 1 ELSE 0 END) AS of_wave, COUNT(*) AS remaining"
            + " FROM operation_share WHERE operation_id = ? AND state = 'open'";
    private static final String NEXT_WAVE = "UPDATE operation SET wave = wave + 1 WHERE id = ?";
    private static final String FAIL = "UPDATE operation_target SET state = 'done', retry_at = NULL, outcome = ?,"
            + " error_class = last_error_class, message = last_message, finished_at = ?"
            + " WHERE operation_id = ? AND state = 'pending' AND last_error_class IS NOT NULL";
    private static final String GIVE_UP = "UPDATE operation_target SET state = 'done', outcome = ?,"
            + " message = ?, duration_ms = 0, finished_at = ? WHERE operation_id = ? AND state = 'pending'";
    private static final String VACATE = "DELETE FROM device_at_work WHERE operation_id = ?";
    private static final String CLOSE = "UPDATE operation_share SET state = 'done', owner = NULL, lease_until = NULL,"
            + " fence = fence + 1 WHERE operation_id = ? AND state = 'open'";
    private static final String FINISH = "UPDATE operation SET status = ?, end_reason = ?, finished_at = ?,"
            + " processed_devices = processed_devices + ?, failed_devices = failed_devices + ?, updated_at = ?, version = version + 1 WHERE id = ? AND status = 'in_progress'";
    private static final String CANCEL_SCHEDULED = "UPDATE operation SET status = 'cancelled', end_reason = ?,"
            + " finished_at = ?, updated_at = ?, owner = NULL, lease_until = NULL, fence = fence + 1,"
            + " version = version + 1 WHERE id = ? AND status = 'scheduled' AND control = 'cancel'";

    private static final String CANCELLED = "The operation was cancelled.";

    @Inject
    Database database;

    @Inject
    Clock clock;

    private record Row(
            Control control,
            OperationOptions options,
            int wave,
            Instant deadline,
            int total,
            int processed,
            int failed,
            int skipped) {

        int failedPercent() {
            return processed == 0 ? 0 : (int) (failed * 100L / processed);
        }
    }

    private record Shares(int held, int ofWave, int remaining) {}

    private record End(OperationStatus status, String reason) {}

    /** @return whether there is something new to do: another wave */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean settle(long operationId) {
        Instant now = clock.instant();
        return database.run(connection -> {
            // first without a lock: mostly there is nothing to decide
            Optional<Row> row = read(connection, operationId);
            if (row.isEmpty()
                    || !isDecidable(row.get(), shares(connection, operationId, row.get(), now), now)
                    || !lock(connection, operationId)) {
                return false;
            }
            Row locked = read(connection, operationId).orElseThrow();
            Shares shares = shares(connection, operationId, locked, now);
            if (!isDecidable(locked, shares, now)) {
                return false;
            }
            Optional<End> end = end(locked, shares, now);
            if (end.isEmpty()) {
                try (PreparedStatement update = connection.prepareStatement(NEXT_WAVE)) {
                    update.setLong(1, operationId);
                    return update.executeUpdate() == 1;
                }
            }
            finish(connection, operationId, end.get(), now);
            return false;
        });
    }

    /** Ends an operation that has not begun and was told to be cancelled. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean cancelScheduled(long operationId) {
        Instant now = clock.instant();
        return database.run(connection -> {
            try (PreparedStatement update = connection.prepareStatement(CANCEL_SCHEDULED)) {
                update.setString(1, CANCELLED);
                SqlInstant.set(update, 2, now);
                SqlInstant.set(update, 3, now);
                update.setLong(4, operationId);
                return update.executeUpdate() == 1;
            }
        });
    }

    /** As long as somebody works on a share, that one decides when it gives the share back. */
    private static boolean isDecidable(Row row, Shares shares, Instant now) {
        boolean toEnd = row.control() == Control.CANCEL || !now.isBefore(row.deadline());
        return shares.held() == 0 && (toEnd || shares.ofWave() == 0);
    }

    private static Optional<End> end(Row row, Shares shares, Instant now) {
        Integer most = row.options().stopOnFailurePercent();
        boolean tooMany = most != null && row.failedPercent() >= most;
        if (shares.remaining() == 0) {
            return Optional.of(
                    tooMany
                            ? new End(
                                    OperationStatus.FAILED,
                                    "After the last wave " + row.failedPercent()
                                            + " percent of the devices have failed.")
                            : new End(OperationStatus.ofFinished(row.total(), row.failed(), row.skipped()), ""));
        }
        if (row.control() == Control.CANCEL) {
            return Optional.of(new End(OperationStatus.CANCELLED, CANCELLED));
        }
        if (!now.isBefore(row.deadline())) {
            return Optional.of(new End(OperationStatus.TIMED_OUT, "The operation timed out before the device's turn."));
        }
        if (tooMany) {
            return Optional.of(new End(
                    OperationStatus.FAILED,
                    "The operation stopped after wave " + (row.wave() + 1) + ": " + row.failedPercent()
                            + " percent of the devices failed."));
        }
        return Optional.empty();
    }

    private static void finish(Connection connection, long operationId, End end, Instant now) throws SQLException {
        int failed;
        // who waits for another attempt has failed; only who was never asked was not dealt with
        try (PreparedStatement update = connection.prepareStatement(FAIL)) {
            update.setString(1, Outcome.Kind.FAILED.word());
            SqlInstant.set(update, 2, now);
            update.setLong(3, operationId);
            failed = update.executeUpdate();
        }
        try (PreparedStatement update = connection.prepareStatement(GIVE_UP)) {
            update.setString(1, Outcome.Kind.NOT_PROCESSED.word());
            SqlText.set(update, 2, Optional.of(end.reason()), MAX_REASON);
            SqlInstant.set(update, 3, now);
            update.setLong(4, operationId);
            update.executeUpdate();
        }
        try (PreparedStatement delete = connection.prepareStatement(VACATE)) {
            delete.setLong(1, operationId);
            delete.executeUpdate();
        }
        try (PreparedStatement update = connection.prepareStatement(CLOSE)) {
            update.setLong(1, operationId);
            update.executeUpdate();
        }
        try (PreparedStatement update = connection.prepareStatement(FINISH)) {
            update.setString(1, end.status().word());
            SqlText.set(update, 2, Optional.of(end.reason()), MAX_REASON);
            SqlInstant.set(update, 3, now);
            update.setInt(4, failed);
            update.setInt(5, failed);
            SqlInstant.set(update, 6, now);
            update.setLong(7, operationId);
            update.executeUpdate();
        }
    }

    private static boolean lock(Connection connection, long operationId) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(LOCK)) {
            update.setLong(1, operationId);
            return update.executeUpdate() == 1;
        }
    }

    private static Optional<Row> read(Connection connection, long operationId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(READ)) {
            select.setLong(1, operationId);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Row(
                                Control.ofWord(rows.getString("control")),
                                OperationOptions.parse(rows.getString("options_json")),
                                rows.getInt("wave"),
                                Deadlines.read(rows),
                                rows.getInt("total_devices"),
                                rows.getInt("processed_devices"),
                                rows.getInt("failed_devices"),
                                rows.getInt("skipped_devices")))
                        : Optional.empty();
            }
        }
    }

    private static Shares shares(Connection connection, long operationId, Row row, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SHARES)) {
            SqlInstant.set(select, 1, now);
            select.setInt(2, row.wave());
            select.setLong(3, operationId);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return new Shares(rows.getInt("held"), rows.getInt("of_wave"), rows.getInt("remaining"));
            }
        }
    }
}
