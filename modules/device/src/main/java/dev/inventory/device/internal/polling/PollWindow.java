package dev.inventory.device.internal.polling;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the questions that are on their way. One that has not been answered for a while is so no longer: it burdens
 * neither the network nor the socket, and its device is dead rather than slow. It is still waited for, but its place is
 * given away, so that thousands of dead devices hold up no other. How many are waited for altogether is bounded, too.
 *
 * <p>One thread enters; any thread leaves.
 */
final class PollWindow {

    /** Many times what an answer takes, even from the other end of the world. */
    private static final long ON_ITS_WAY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** Waited for, in multiples of the questions that are on their way. */
    private static final int WAITED_FOR = 20;

    private static final long RECHECK_MS = 5;

    private final Semaphore onTheirWay;
    private final Semaphore waitedFor;
    private final Deque<Place> places = new ArrayDeque<>();
    private final LongSupplier nanos;

    PollWindow(int size) {
        this(size, System::nanoTime);
    }

    /** @param nanos nanoseconds from any origin; for tests */
    PollWindow(int size, LongSupplier nanos) {
        this.nanos = nanos;
        onTheirWay = new Semaphore(size);
        waitedFor = new Semaphore(WAITED_FOR * size);
    }

    /** What one question occupies. */
    final class Place {
        private final long since = nanos.getAsLong();
        private final AtomicBoolean givenAway = new AtomicBoolean();

        private Place() {}

        /** The question is answered, or given up. Called once. */
        void leave() {
            giveAway();
            waitedFor.release();
        }

        private void giveAway() {
            if (givenAway.compareAndSet(false, true)) {
                onTheirWay.release();
            }
        }

        private boolean isOver(long now) {
            return givenAway.get() || now - since > ON_ITS_WAY_NANOS;
        }
    }

    /** Waits for a place; null if there is none within the time, or the thread was interrupted. */
    @Nullable
    Place enter(Duration longest) {
        long end = nanos.getAsLong() + longest.toNanos();
        try {
            if (!waitedFor.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                return null;
            }
            do {
                giveAwayOld();
                if (onTheirWay.tryAcquire(RECHECK_MS, TimeUnit.MILLISECONDS)) {
                    Place place = new Place();
                    places.add(place);
                    return place;
                }
            } while (nanos.getAsLong() < end);
            waitedFor.release();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    /** In the order in which they began, so that the first that is still on its way ends the search. */
    private void giveAwayOld() {
        long now = nanos.getAsLong();
        for (Place oldest = places.peek(); oldest != null && oldest.isOver(now); oldest = places.peek()) {
            oldest.giveAway();
            places.remove();
        }
    }
}
