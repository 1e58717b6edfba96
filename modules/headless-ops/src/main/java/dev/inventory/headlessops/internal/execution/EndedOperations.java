package dev.inventory.headlessops.internal.execution;

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
import java.time.Instant;
import java.util.OptionalLong;

/** Operations that nobody works on any more. */
@ApplicationScoped
@RetriedOnContention
class EndedOperations {

    private static final int SOME = 2000;

    private static final String OLDEST = "SELECT id FROM operation WHERE finished_at < ? ORDER BY finished_at, id";
    private static final String BOUNDARY = "SELECT device_id FROM operation_target WHERE operation_id = ?"
            + " ORDER BY device_id OFFSET " + SOME + " ROWS FETCH NEXT 1 ROWS ONLY";
    private static final String DELETE_RESULTS =
            "DELETE FROM operation_target WHERE operation_id = ? AND device_id < ?";
    private static final String DELETE_LAST_RESULTS = "DELETE FROM operation_target WHERE operation_id = ?";
    private static final String DELETE = "DELETE FROM operation WHERE id = ?";

    @Inject
    Database database;

    /** Deletes one old operation, or a part of the results of one that has many; false if there is none. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean deleteSome(Instant endedBefore) {
        return database.run(connection -> {
            OptionalLong oldest = oldest(connection, endedBefore);
            if (oldest.isEmpty()) {
                return false;
            }
            long id = oldest.getAsLong();
            OptionalLong boundary = number(connection, BOUNDARY, id);
            if (boundary.isPresent()) {
                delete(connection, DELETE_RESULTS, id, boundary.getAsLong());
            } else {
                delete(connection, DELETE_LAST_RESULTS, id);
                delete(connection, DELETE, id);
            }
            return true;
        });
    }

    private static void delete(Connection connection, String sql, long... values) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                delete.setLong(i + 1, values[i]);
            }
            delete.executeUpdate();
        }
    }

    private static OptionalLong oldest(Connection connection, Instant endedBefore) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OLDEST)) {
            select.setMaxRows(1);
            SqlInstant.set(select, 1, endedBefore);
            return number(select);
        }
    }

    private static OptionalLong number(Connection connection, String sql, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, id);
            return number(select);
        }
    }

    private static OptionalLong number(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
        }
    }
}
