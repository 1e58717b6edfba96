package dev.inventory.auth.internal.access;

import dev.inventory.auth.internal.organizations.KnownOrganizations;
import dev.inventory.platform.audit.Audited;
import dev.inventory.platform.jobs.Jobs;
import dev.inventory.platform.lifecycle.Started;
import dev.inventory.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Set;

/**
 * Learns of every change of who may do what. Each transaction with one counts up the row of {@code access_change}, as
 * the last thing it does; the servers read that row again and again.
 */
@ApplicationScoped
class AccessChanges {

    /** How long another server may go on as before. */
    static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final Set<String> TYPES = Set.of("user", "group", "ruleset", "organization", "token");

    @Inject
    KnownCallers known;

    @Inject
    KnownOrganizations organizations;

    @Inject
    Database database;

    @Inject
    Jobs jobs;

    @Inject
    CountedChange counted;

    private volatile long seen = -1;

    void start(@Observes Started started) {
        jobs.every("access-changes", INTERVAL, this::follow);
    }

    /** At the end of the transaction, so that nobody waits for the row longer than it takes to commit. */
    void count(@Observes(during = TransactionPhase.BEFORE_COMPLETION) Audited change) {
        if (TYPES.contains(change.objectType()) && counted.isFirst()) {
            database.run(connection -> {
                try (PreparedStatement update =
                        connection.prepareStatement("UPDATE access_change SET changes = changes + 1 WHERE id = 1")) {
                    return update.executeUpdate();
                }
            });
        }
    }

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) Audited change) {
        if (TYPES.contains(change.objectType())) {
            forgetAll();
        }
    }

    void follow() {
        long changes;
        try {
            changes = read();
        } catch (RuntimeException e) {
            forgetAll(); // rather slow than wrong
            throw e;
        }
        if (changes != seen) {
            forgetAll();
            seen = changes;
        }
    }

    private void forgetAll() {
        known.forget();
        organizations.forget();
    }

    private long read() {
        return database.run(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT changes FROM access_change WHERE id = 1")) {
                ResultSet row = select.executeQuery();
                return row.next() ? row.getLong(1) : 0;
            }
        });
    }
}
