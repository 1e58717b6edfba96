package dev.inventory.device.internal.events;

import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.access.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One who follows, with his place in the log. What he is sent is written by one thread at a time, which waits for him
 * alone. He holds one batch of rows: if the log goes on without him, he reads on from the table until he meets it again.
 */
final class StatusStream {

    /** Proxies close what is silent for long. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private static final Logger LOG = Logger.getLogger(StatusStream.class.getName());

    private final StatusFilter filter;
    private final Standing standing;
    private final Outlet outlet;
    private final StatusTail tail;
    private final Threads threads;
    private final Clock clock;

    private final AtomicInteger calls = new AtomicInteger();
    private final Queue<Optional<List<StatusEvent>>> pages = new ConcurrentLinkedQueue<>();
    private volatile OrganizationScope scope = OrganizationScope.NOTHING;
    private volatile Instant lastSent = Instant.EPOCH;
    private List<StatusEvent> first;
    private StatusLog.Position position;
    private Optional<Missed> missed;
    private boolean isReading;

    /**
     * Who does the work.
     *
     * @param writers wait for those who follow
     * @param readers wait for the database
     */
    record Threads(Executor writers, Executor readers) {}

    StatusStream(
            StatusFilter filter,
            Standing standing,
            Outlet outlet,
            StatusTail tail,
            StatusTail.Place place,
            Threads threads,
            Clock clock) {
        this.filter = filter;
        this.standing = standing;
        this.outlet = outlet;
        this.tail = tail;
        this.first = place.first();
        this.position = place.position();
        this.missed = place.missed();
        this.threads = threads;
        this.clock = clock;
    }

    /**
     * Looks what may be told by the rights of the moment.
     *
     * @return whether it goes on: somebody is there, and the request would not be refused by now
     */
    boolean look() {
        Optional<OrganizationScope> now =
                standing.scope(StatusFilters.ROLE, Permission.VIEW).filter(filter::isWithin);
        scope = now.orElse(OrganizationScope.NOTHING);
        return now.isPresent() && !outlet.isClosed();
    }

    boolean isSilent() {
        return !clock.instant().isBefore(lastSent.plus(SILENCE));
    }

    void close() {
        outlet.close();
    }

    /**
     * Begins the answer, on the thread of the request: the headers are made with the first that is sent, and whoever makes
     * them must know the request.
     */
    void greet() {
        beHeard();
    }

    /** Has what is due written soon. */
    void call() {
        if (calls.getAndIncrement() == 0) {
            begin(threads.writers, this::write);
        }
    }

    private void begin(Executor executor, Runnable work) {
        try {
            executor.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    // who follows comes again, and goes on behind what he was told last
                    LOG.log(Level.WARNING, "A stream of status changes was broken off", e);
                    close();
                }
            });
        } catch (RejectedExecutionException e) {
            close(); // the server stops
        }
    }

    private void write() {
        int served;
        do {
            served = calls.get();
            goOn();
        } while (!calls.compareAndSet(served, 0));
    }

    private void goOn() {
        tell(first);
        first = List.of();
        boolean more = true;
        while (more && !outlet.isClosed()) {
            more = missed.isPresent() ? readOn(missed.get()) : follow();
        }
        if (!outlet.isClosed() && isSilent()) {
            beHeard();
        }
    }

    /** @return whether there may be more */
    private boolean follow() {
        StatusLog.Next next = tail.log().after(position);
        if (next instanceof StatusLog.Next.Some some) {
            tell(some.batch().events());
            position = some.batch().end();
            return true;
        }
        if (next instanceof StatusLog.Next.Gone) {
            StatusLog.Position end = tail.log().end();
            missed = Optional.of(new Missed(position.seen(), end.seen(), 0));
            position = end;
            return true;
        }
        return false;
    }

    /** @return false while the table is read */
    private boolean readOn(Missed from) {
        Optional<List<StatusEvent>> page = pages.poll();
        if (page == null) {
            if (!isReading) {
                isReading = true;
                begin(threads.readers, () -> {
                    pages.add(tail.page(from));
                    call();
                });
            }
            return false;
        }
        isReading = false;
        if (page.isPresent()) {
            tell(page.get());
        } else {
            missed = Optional.empty();
        }
        return true;
    }

    private void tell(List<StatusEvent> events) {
        for (StatusEvent event : events) {
            if (outlet.isClosed()) {
                return;
            }
            if (filter.wants(event) && scope.contains(event.organization())) {
                outlet.status(event);
                lastSent = clock.instant();
            }
        }
    }

    private void beHeard() {
        // his own place: others may have read on since he was given it
        StatusLog.Position end = tail.log().end();
        Seen told = end.number() == position.number() ? end.seen() : position.seen();
        if (missed.isEmpty() && first.isEmpty()) {
            outlet.position(Bookmark.text(told));
        } else {
            outlet.sign();
        }
        lastSent = clock.instant();
    }
}
