package dev.inventory.headlessops.internal.execution;

import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.SqlInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Notes what users want of operations, in their transaction. */
@ApplicationScoped
public class Wishes {

    private static final String TELL = "UPDATE operation SET control = ?, paused_at = ?, deadline = ?, updated_at = ?,"
            + " version = version + 1 WHERE id = ? AND control = ? AND finished_at IS NULL";

    @Inject
    Database database;

    @Inject
    OperationEnd ends;

    @Inject
    Clock clock;

    /**
     * Changes what is wanted.
     *
     * @return false if it is no longer what it was before, or the operation has ended
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean tell(
            long operationId, Control before, Control wish, Optional<Instant> pausedAt, Optional<Instant> deadline) {
        return database.run(connection -> {
            try (PreparedStatement update = connection.prepareStatement(TELL)) {
                update.setString(1, wish.word());
                SqlInstant.set(update, 2, pausedAt.orElse(null));
                SqlInstant.set(update, 3, deadline.orElse(null));
                SqlInstant.set(update, 4, clock.instant());
                update.setLong(5, operationId);
                update.setString(6, before.word());
                return update.executeUpdate() == 1;
            }
        });
    }

    /** Ends an operation that was told to be cancelled; false if it has begun, and ends by itself. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean endScheduled(long operationId) {
        return ends.cancelScheduled(operationId);
    }
}
