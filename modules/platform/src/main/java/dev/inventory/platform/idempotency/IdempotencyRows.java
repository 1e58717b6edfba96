package dev.inventory.platform.idempotency;

import dev.inventory.platform.idempotency.IdempotencyKeys.Owner;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.RetriedOnContention;
import dev.inventory.platform.persistence.SqlInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of {@code idempotency_key}, each statement a transaction of its own. */
@ApplicationScoped
@RetriedOnContention
@Transactional(Transactional.TxType.REQUIRES_NEW)
public class IdempotencyRows {

    /** The status of a request that has no answer yet. */
    private static final int AT_WORK = 0;

    private static final String OF_OWNER = " WHERE user_id = ? AND request_key = ?";

    @Inject
    Database database;

    record Row(
            String hash,
            Instant startedAt,
            int status,
            @Nullable String contentType,
            @Nullable String location,
            @Nullable String sealedAnswer) {

        boolean isAnswered() {
            return status != AT_WORK;
        }
    }

    private interface Binding {
        void to(PreparedStatement statement) throws SQLException;
    }

    Optional<Row> find(Owner owner) {
        return database.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT request_hash, started_at, status, content_type, location, sealed_answer"
                            + " FROM idempotency_key" + OF_OWNER)) {
                bind(select, 1, owner);
                ResultSet rows = select.executeQuery();
                if (!rows.next()) {
                    return Optional.empty();
                }
                Instant startedAt = SqlInstant.get(rows, "started_at");
                return Optional.of(new Row(
                        rows.getString("request_hash"),
                        startedAt == null ? Instant.EPOCH : startedAt,
                        rows.getInt("status"),
                        rows.getString("content_type"),
                        rows.getString("location"),
                        rows.getString("sealed_answer")));
            }
        });
    }

    void insert(Owner owner, String hash, Instant now) {
        update(
                "INSERT INTO idempotency_key (user_id, request_key, request_hash, started_at, status)"
                        + " VALUES (?, ?, ?, ?, " + AT_WORK + ")",
                statement -> {
                    bind(statement, 1, owner);
                    statement.setString(3, hash);
                    SqlInstant.set(statement, 4, now);
                });
    }

    /** @return whether nobody else took it over first */
    boolean takeOver(Owner owner, Instant startedAt, Instant now) {
        return update(
                        "UPDATE idempotency_key SET started_at = ?" + OF_OWNER + " AND started_at = ? AND status = "
                                + AT_WORK,
                        statement -> {
                            SqlInstant.set(statement, 1, now);
                            bind(statement, 2, owner);
                            SqlInstant.set(statement, 4, startedAt);
                        })
                == 1;
    }

    void answer(Owner owner, KeptAnswer answer, String sealed) {
        update(
                "UPDATE idempotency_key SET status = ?, content_type = ?, location = ?, sealed_answer = ?" + OF_OWNER,
                statement -> {
                    statement.setInt(1, answer.status());
                    statement.setString(2, answer.contentType());
                    statement.setString(3, answer.location());
                    statement.setString(4, sealed);
                    bind(statement, 5, owner);
                });
    }

    void free(Owner owner) {
        update(
                "DELETE FROM idempotency_key" + OF_OWNER + " AND status = " + AT_WORK,
                statement -> bind(statement, 1, owner));
    }

    void remove(Owner owner, Instant startedAt) {
        update("DELETE FROM idempotency_key" + OF_OWNER + " AND started_at = ?", statement -> {
            bind(statement, 1, owner);
            SqlInstant.set(statement, 3, startedAt);
        });
    }

    int prune(Instant before) {
        return update(
                "DELETE FROM idempotency_key WHERE started_at < ?", statement -> SqlInstant.set(statement, 1, before));
    }

    private int update(String sql, Binding binding) {
        return database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                binding.to(statement);
                return statement.executeUpdate();
            }
        });
    }

    private static void bind(PreparedStatement statement, int from, Owner owner) throws SQLException {
        statement.setLong(from, owner.userId());
        statement.setString(from + 1, owner.key());
    }
}
