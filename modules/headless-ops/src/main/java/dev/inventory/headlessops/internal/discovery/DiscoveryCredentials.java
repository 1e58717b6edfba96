package dev.inventory.headlessops.internal.discovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.inventory.device.SnmpCredential;
import dev.inventory.platform.jobs.Jobs;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.lifecycle.Started;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.RetriedOnContention;
import dev.inventory.platform.secrets.SecretUnreadable;
import dev.inventory.platform.secrets.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The secrets of discoveries, sealed. Those of a search that has ended are forgotten when none of its candidates is new
 * that answered to them; what is to be forgotten follows from the rows alone, so that a crash forgets nothing of it.
 */
@ApplicationScoped
@RetriedOnContention
public class DiscoveryCredentials {

    private static final Duration PERIOD = Duration.ofSeconds(30);
    private static final String ADD =
            "INSERT INTO discovery_credential (discovery_id, place, sealed, row_key) VALUES (?, ?, ?, ?)";
    private static final String READ =
            "SELECT place, sealed, row_key FROM discovery_credential WHERE discovery_id = ? ORDER BY place";
    private static final String FORGET = "DELETE FROM discovery_credential WHERE discovery_id IN"
            + " (SELECT o.id FROM operation o WHERE o.finished_at IS NOT NULL AND o.operation_type = '"
            + AddressSearch.NAME + "')"
            + " AND NOT EXISTS (SELECT 1 FROM discovery_candidate c"
            + " WHERE c.discovery_id = discovery_credential.discovery_id AND c.state = 'new'"
            + " AND c.credential = discovery_credential.place)";

    @Inject
    Database database;

    @Inject
    Secrets secrets;

    @Inject
    Jobs jobs;

    void start(@Observes Started started) {
        jobs.every("discovery-credentials", PERIOD, this::forget);
    }

    /** The place that the seal of the row with this key is bound to. */
    static String place(String rowKey) {
        return "discovery_credential.sealed:" + rowKey;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void keep(long discovery, List<SnmpCredential> credentials) {
        int unused = database.run(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(ADD)) {
                for (int i = 0; i < credentials.size(); i++) {
                    String rowKey = UUID.randomUUID().toString();
                    insert.setLong(1, discovery);
                    insert.setInt(2, i);
                    insert.setString(3, secrets.encrypt(Json.write(credentials.get(i)), place(rowKey)));
                    insert.setString(4, rowKey);
                    insert.addBatch();
                }
                return insert.executeBatch().length;
            }
        });
    }

    /**
     * The credentials of a discovery that are still kept, by their place.
     *
     * @throws SecretUnreadable if they cannot be read with the server's master key
     */
    @Transactional
    public Map<Integer, SnmpCredential> of(long discovery) {
        return database.run(connection -> {
            Map<Integer, SnmpCredential> found = new TreeMap<>();
            try (PreparedStatement select = connection.prepareStatement(READ)) {
                select.setLong(1, discovery);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        String json = secrets.decrypt(rows.getString("sealed"), place(rows.getString("row_key")));
                        found.put(rows.getInt("place"), parse(json));
                    }
                }
            }
            return found;
        });
    }

    /** Forgets what nobody needs any more. */
    @Transactional
    public void forget() {
        int unused = database.run(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
                return delete.executeUpdate();
            }
        });
    }

    private static SnmpCredential parse(String json) {
        try {
            return Json.mapper().readValue(json, SnmpCredential.class);
        } catch (JsonProcessingException e) {
            // without the cause, whose message may show the secret
            throw new IllegalStateException("Not a sealed credential");
        }
    }
}
