package dev.inventory.platform.secrets;

import dev.inventory.platform.audit.Audit;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Which master key was current since when, by name, and when nothing was sealed with an older one any more. */
@ApplicationScoped
@RetriedOnContention
public class KeyHistory {

    private static final Logger LOG = Logger.getLogger(KeyHistory.class.getName());
    private static final String TYPE = "master_key";

    @Inject
    Database database;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /**
     * The time of one key.
     *
     * @param resealed how many secrets were sealed anew with it
     * @param finishedAt when nothing was left to be sealed anew; null until then
     */
    record Entry(
            long id,
            String keyId,
            Instant since,
            long resealed,
            @Nullable Instant finishedAt) {}

    Optional<Entry> newest() {
        return database.run(KeyHistory::newest);
    }

    /** Notes that this key is the current one from now on, unless that is known. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    Entry note(String keyId) {
        Optional<Entry> before = newest();
        if (before.isPresent() && before.get().keyId().equals(keyId)) {
            return before.get();
        }
        Entry added = database.run(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO master_key (key_id, current_since, resealed) VALUES (?, ?, 0)")) {
                insert.setString(1, keyId);
                SqlInstant.set(insert, 2, clock.instant());
                insert.executeUpdate();
            }
            return newest(connection).orElseThrow();
        });
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("key", keyId);
        before.ifPresent(entry -> told.put("replaces", entry.keyId()));
        audit.created(TYPE, added.id(), told);
        LOG.info("The master key is " + keyId
                + before.map(entry -> "; it was " + entry.keyId()).orElse(""));
        return added;
    }

    /** Notes that no secret is left that another known key sealed, unless that is known. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void finish(long id, long unreadable) {
        Instant now = clock.instant();
        boolean first = database.run(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE master_key SET finished_at = ? WHERE id = ? AND finished_at IS NULL")) {
                SqlInstant.set(update, 1, now);
                update.setLong(2, id);
                return update.executeUpdate() == 1;
            }
        });
        if (first) {
            long resealed = newest().filter(entry -> entry.id() == id)
                    .map(Entry::resealed)
                    .orElse(0L);
            audit.changed(
                    TYPE,
                    id,
                    Map.of("finished", false),
                    Map.of("finished", true, "re_encrypted", resealed, "unreadable", unreadable));
            if (resealed > 0) {
                LOG.info(resealed + " secrets were sealed anew; none is left under an older master key");
            }
        }
    }

    private static Optional<Entry> newest(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT id, key_id, current_since, resealed, finished_at FROM master_key ORDER BY id DESC"
                        + " OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY")) {
            ResultSet rows = select.executeQuery();
            if (!rows.next()) {
                return Optional.empty();
            }
            Instant since = SqlInstant.get(rows, "current_since");
            return Optional.of(new Entry(
                    rows.getLong("id"),
                    rows.getString("key_id"),
                    since == null ? Instant.EPOCH : since,
                    rows.getLong("resealed"),
                    SqlInstant.get(rows, "finished_at")));
        }
    }
}
