package dev.inventory.headlessops.internal.execution;

import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.RetriedOnContention;
import dev.inventory.platform.persistence.SqlInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What is due. The one query that an idle server asks the database for operations. */
@ApplicationScoped
@RetriedOnContention
class OperationQueue {

    private static final String DUE = "SELECT id, status, lane, priority, execute_at, fence FROM operation"
            + " WHERE status IN ('scheduled', 'in_progress') AND execute_at <= ? AND control <> 'pause'"
            + " AND (lease_until IS NULL OR lease_until <= ?) ORDER BY priority DESC, execute_at, id";

    @Inject
    Database database;

    @Inject
    Clock clock;

    /** Operations whose time has come, the most urgent first, but for those that are paused or just being started. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public List<Due> due() {
        Instant now = clock.instant();
        return database.run(connection -> {
            List<Due> due = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(DUE)) {
                SqlInstant.set(select, 1, now);
                SqlInstant.set(select, 2, now);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        due.add(new Due(
                                rows.getLong("id"),
                                "in_progress".equals(rows.getString("status")),
                                rows.getLong("lane"),
                                rows.getInt("priority"),
                                Objects.requireNonNull(SqlInstant.get(rows, "execute_at")),
                                rows.getLong("fence")));
                    }
                }
            }
            return due;
        });
    }

    /** What users want of these operations now. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Map<Long, Control> controls(Collection<Long> operations) {
        if (operations.isEmpty()) {
            return Map.of();
        }
        String ids = operations.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return database.run(connection -> {
            Map<Long, Control> controls = new HashMap<>();
            try (PreparedStatement select =
                            connection.prepareStatement("SELECT id, control FROM operation WHERE id IN (" + ids + ")");
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    controls.put(rows.getLong(1), Control.ofWord(rows.getString(2)));
                }
            }
            return controls;
        });
    }
}
