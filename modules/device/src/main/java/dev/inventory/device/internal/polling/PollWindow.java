package dev.inventory.device.internal.polling;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the questions that are on their way. One that has not been answered for many times as long as others take is so
 * no longer: it burdens neither the network nor the socket, and its device is dead rather than slow. It is still waited
 * for, but its place is given away, so that thousands of dead devices hold up no other. How many are waited for
 * altogether is bounded, too.
 *
 * <p>What others take is what they take now: under load all are slow, and places that were given away sooner would only
 * make them slower. So what is asked in such places is a small part of what is answered, as long as answers come.
 *
 * <p>One thread enters; any thread leaves.
 */
final class PollWindow {

    /** More than an answer takes even from the other end of the world. */
    static final Duration LONGEST_ON_ITS_WAY = Duration.ofMillis(250);

    private static final long SHORTEST_ON_ITS_WAY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** In multiples of what an answer takes. */
    private static final int ON_ITS_WAY = 10;

    /** So many answers until another pace is known. */
    private static final int SMOOTHED_OVER = 64;

    /**
     * Waited for, in multiples of the questions that are on their way: as many as half of 25,000 devices a second leave
     * behind that fall silent at once, each waited for twice, for two seconds. One takes some 1.6 kB.
     */
    static final int WAITED_FOR = 50;

    private static final long RECHECK_MS = 5;

    private final Semaphore onTheirWay;
    private final Semaphore waitedFor;
    private final Deque<Place> places = new ArrayDeque<>();
    private final LongSupplier nanos;

    /** What answers take, of late; in nanoseconds. */
    private final AtomicLong answerTime = new AtomicLong(LONGEST_ON_ITS_WAY.toNanos() / ON_ITS_WAY);

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
        void leave(boolean answered) {
            if (answered) { // also if it took longer than its place was held: else who is slow would seem dead for ever
                long took = nanos.getAsLong() - since;
                answerTime.accumulateAndGet(took, (usual, now) -> usual + (now - usual) / SMOOTHED_OVER);
            }
            giveAway();
            waitedFor.release();
        }

        private void giveAway() {
            if (givenAway.compareAndSet(false, true)) {
                onTheirWay.release();
            }
        }

        private boolean isOver(long now, long onItsWay) {
            return givenAway.get() || now - since > onItsWay;
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
        long onItsWay = Math.min(
                LONGEST_ON_ITS_WAY.toNanos(), Math.max(SHORTEST_ON_ITS_WAY_NANOS, ON_ITS_WAY * answerTime.get()));
        for (Place oldest = places.peek(); oldest != null && oldest.isOver(now, onItsWay); oldest = places.peek()) {
            oldest.giveAway();
            places.remove();
        }
    }
}
