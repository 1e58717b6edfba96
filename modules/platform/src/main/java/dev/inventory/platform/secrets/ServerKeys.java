package dev.inventory.platform.secrets;

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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where the servers on one database tell each other which master keys they know. */
@ApplicationScoped
@RetriedOnContention
public class ServerKeys {

    /** A server that has said nothing for so long is dead. */
    static final Duration SILENCE = Duration.ofSeconds(30);

    @Inject
    Database database;

    @Inject
    ServerSettings settings;

    @Inject
    Clock clock;

    /** Another server that runs on this database. */
    record Peer(String name, String currentKey, List<String> knownKeys) {}

    /** Says what this server knows, and hears what the others do. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    List<Peer> exchange(Keyring ring) {
        Instant now = clock.instant();
        return database.run(connection -> {
            if (write(
                            connection,
                            "UPDATE master_key_server SET current_key = ?, known_keys = ?, seen_at = ? WHERE node_id = ?",
                            ring,
                            now)
                    == 0) {
                write(
                        connection,
                        "INSERT INTO master_key_server (current_key, known_keys, seen_at, node_id) VALUES (?, ?, ?, ?)",
                        ring,
                        now);
            }
            forget(connection, now.minus(SILENCE.multipliedBy(20)));
            return peers(connection, now.minus(SILENCE));
        });
    }

    /** At an orderly stop, so that the others need not wait until it counts as dead. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void leave() {
        database.run(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM master_key_server WHERE node_id = ?")) {
                delete.setString(1, settings.nodeId());
                return delete.executeUpdate();
            }
        });
    }

    private int write(Connection connection, String sql, Keyring ring, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, ring.current().id());
            statement.setString(2, String.join(",", ring.knownIds()));
            SqlInstant.set(statement, 3, now);
            statement.setString(4, settings.nodeId());
            return statement.executeUpdate();
        }
    }

    private static void forget(Connection connection, Instant before) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM master_key_server WHERE seen_at < ?")) {
            SqlInstant.set(delete, 1, before);
            delete.executeUpdate();
        }
    }

    private List<Peer> peers(Connection connection, Instant since) throws SQLException {
        List<Peer> peers = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT node_id, current_key, known_keys"
                + " FROM master_key_server WHERE seen_at >= ? AND node_id <> ? ORDER BY node_id")) {
            SqlInstant.set(select, 1, since);
            select.setString(2, settings.nodeId());
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                peers.add(new Peer(
                        rows.getString(1),
                        rows.getString(2),
                        List.of(rows.getString(3).split(","))));
            }
        }
        return peers;
    }
}
