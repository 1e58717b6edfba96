package dev.inventory.headlessops.internal;

import dev.inventory.headlessops.internal.execution.Control;
import dev.inventory.headlessops.internal.execution.OperationControlled;
import dev.inventory.headlessops.internal.execution.Wishes;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.failure.Conflict;
import dev.inventory.platform.failure.Forbidden;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What users tell operations: to pause, to go on, to end. It is stored as their wish; whoever works on the operation
 * heeds it, at once on this server and within a second on others. Devices that were asked already are still noted.
 *
 * <p>The operation is locked first: of several who say something at once each meets what the one before has said.
 *
 * <p>Each method throws {@link NotFound} and {@link Forbidden} as reading the operation does, and {@link Conflict} if it
 * has ended.
 */
@ApplicationScoped
@RetriedOnContention
class OperationControls {

    @Inject
    Operations operations;

    @Inject
    Wishes wishes;

    @Inject
    Audit audit;

    @Inject
    Event<OperationControlled> controlled;

    @Inject
    Clock clock;

    /** Asks no further device, and ends; what has not begun yet ends with this transaction. */
    @Transactional
    public void cancel(String id) {
        Operation operation = operations.lock(id, Permission.CHANGE);
        if (operation.isCancelled() || (operation.control() == Control.CANCEL && !operation.hasEnded())) {
            return;
        }
        refuseEnded(operation);
        tell(operation, Control.CANCEL, Optional.empty(), operation.deadline());
        if (operation.isScheduled()) {
            boolean unused = wishes.endScheduled(operation.id());
        }
    }

    /** Asks no further device until the operation is resumed. Its time stands still meanwhile. */
    @Transactional
    public void pause(String id) {
        Operation operation = operations.lock(id, Permission.CHANGE);
        refuseEnded(operation);
        refuseCancelled(operation);
        if (operation.control() != Control.PAUSE) {
            tell(operation, Control.PAUSE, Optional.of(clock.instant()), operation.deadline());
        }
    }

    /** Goes on with a paused operation. */
    @Transactional
    public void resume(String id) {
        Operation operation = operations.lock(id, Permission.CHANGE);
        refuseEnded(operation);
        refuseCancelled(operation);
        if (operation.control() == Control.PAUSE) {
            Duration paused = operation
                    .pausedAt()
                    .map(since -> Duration.between(since, clock.instant()))
                    .orElse(Duration.ZERO);
            tell(operation, Control.RUN, Optional.empty(), operation.deadline().map(deadline -> deadline.plus(paused)));
        }
    }

    private void tell(Operation operation, Control wish, Optional<Instant> pausedAt, Optional<Instant> deadline) {
        Control before = operation.control();
        if (!wishes.tell(operation.id(), before, wish, pausedAt, deadline)) {
            throw new Conflict("The operation has just been changed: read it again.");
        }
        audit.changed("operation", operation.id(), Map.of("control", before.word()), Map.of("control", wish.word()));
        controlled.fire(new OperationControlled(operation.id()));
    }

    private static void refuseEnded(Operation operation) {
        if (operation.hasEnded()) {
            throw new Conflict("The operation has ended: " + operation.status() + ".");
        }
    }

    private static void refuseCancelled(Operation operation) {
        if (operation.control() == Control.CANCEL) {
            throw new Conflict("The operation is being cancelled.");
        }
    }
}
