package dev.inventory.platform.persistence;

import dev.inventory.platform.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Lets one of several servers on a database do what must be done once. A lease is held for a time and renewed by its
 * holder; when the holder dies it runs out and another server takes it. The servers' clocks must agree within a
 * fraction of the lease (NTP is enough). Each lease is a row that its module's migration inserts.
 */
@ApplicationScoped
@RetriedOnContention
public class Leases {

    private static final String TAKE = "UPDATE lease SET owner = ?, lease_until = ?"
            + " WHERE name = ? AND (owner = ? OR owner IS NULL OR lease_until < ?)";
    private static final String RELEASE = "UPDATE lease SET owner = NULL WHERE name = ? AND owner = ?";

    @Inject
    Database database;

    @Inject
    ServerSettings settings;

    @Inject
    Clock clock;

    /** Takes or renews the lease for this server; false if another server holds it. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean hold(String name, Duration length) {
        Instant now = clock.instant();
        Instant until = now.plus(length);
        return database.run(connection -> {
            try (PreparedStatement take = connection.prepareStatement(TAKE)) {
                take.setString(1, settings.nodeId());
                SqlInstant.set(take, 2, until);
                take.setString(3, name);
                take.setString(4, settings.nodeId());
                SqlInstant.set(take, 5, now);
                return take.executeUpdate() == 1;
            }
        });
    }

    /** Gives the lease back at an orderly stop, so that the next server need not wait for it to run out. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void release(String name) {
        database.run(connection -> {
            try (PreparedStatement release = connection.prepareStatement(RELEASE)) {
                release.setString(1, name);
                release.setString(2, settings.nodeId());
                return release.executeUpdate();
            }
        });
    }
}
