package dev.inventory.platform.secrets;

import dev.inventory.platform.jobs.Jobs;
import dev.inventory.platform.lifecycle.Started;
import dev.inventory.platform.lifecycle.Stopping;
import dev.inventory.platform.persistence.Leases;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Seals with the current master key what another one sealed. It walks every {@link SealedColumn} by id, a small batch at
 * a time, so that users and polls hardly notice. A secret's own text says by which key it is sealed: no other state is
 * needed to go on after a kill. One server does it at a time; if ever two did, a seal is exchanged only for what was
 * read.
 */
@ApplicationScoped
public class Reencryption {

    private static final Logger LOG = Logger.getLogger(Reencryption.class.getName());
    private static final String LEASE = "secrets-reencryption";
    private static final Duration LEASE_LENGTH = Duration.ofSeconds(30);
    private static final Duration PERIOD = Duration.ofMillis(200);
    private static final Duration BLOCKED = Duration.ofSeconds(2);

    /** A change that a user began before the key changed may commit an old seal after the walk has passed. */
    private static final Duration WITH_PREVIOUS_KEYS = Duration.ofMinutes(1);

    private static final Duration WITHOUT = Duration.ofHours(1);

    @Inject
    MasterKey masterKey;

    @Inject
    Secrets secrets;

    @Inject
    SealedRows rows;

    @Inject
    KeyAgreement agreement;

    @Inject
    KeyRotation rotation;

    @Inject
    KeyHistory history;

    @Inject
    Leases leases;

    @Inject
    Jobs jobs;

    @Inject
    Clock clock;

    @Inject
    @Any
    Instance<SealedColumn> columns;

    private @Nullable SealWalk walk;
    private String walkedFor = "";
    private Instant due = Instant.MIN;
    private String lastComplaint = "";
    private volatile boolean leased;

    void start(@Observes @Priority(Interceptor.Priority.APPLICATION) Started started) {
        jobs.every(LEASE, PERIOD, this::round);
    }

    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) Stopping stopping) {
        if (leased) {
            leases.release(LEASE);
        }
    }

    /** Does a batch, if there is anything to do. */
    void round() {
        String key = masterKey.ring().current().id();
        if (walk == null && walkedFor.equals(key) && clock.instant().isBefore(due)) {
            return;
        }
        if (!agreement.isUnanimous() || !leases.hold(LEASE, LEASE_LENGTH)) {
            walk = null;
            walkedFor = key;
            due = clock.instant().plus(BLOCKED);
            return;
        }
        leased = true;
        SealWalk going = walk;
        if (going == null || !going.key().equals(key)) {
            going = new SealWalk(key, rotation.note().id(), columns.stream().toList(), rows, secrets);
            walk = going;
        }
        if (going.step()) {
            end(going);
        }
    }

    private void end(SealWalk ended) {
        walk = null;
        walkedFor = ended.key();
        if (ended.exchanged() > 0) {
            due = clock.instant(); // once more, until a whole walk finds nothing
            return;
        }
        due = clock.instant().plus(masterKey.ring().previous().isEmpty() ? WITHOUT : WITH_PREVIOUS_KEYS);
        complain(ended);
        history.finish(ended.historyId(), ended.unreadable());
    }

    private void complain(SealWalk ended) {
        String complaint = ended.unreadable() == 0
                ? ""
                : ended.unreadable()
                        + " secrets cannot be read with the master keys of this server. If there was another"
                        + " key, name it in INVENTORY_MASTER_KEY_PREVIOUS; if it is lost, write them anew. The first: "
                        + ended.firstUnreadable();
        if (!complaint.isEmpty() && !complaint.equals(lastComplaint)) {
            LOG.warning(complaint);
        }
        lastComplaint = complaint;
    }
}
