package dev.inventory.platform.persistence;

import dev.inventory.platform.failure.Unavailable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers what is asked by many threads at the same time with one read: whoever comes while others are being read waits
 * until a read begins that holds all who have come meanwhile. So each is told what was true after it had asked, as if it
 * had read by itself, and nothing is kept. Who is alone waits for nobody. If a read of several fails, each reads by itself.
 *
 * <p>For use outside of transactions: the read is another thread's.
 *
 * @param <K> what is asked for
 * @param <V> what is found; several may be given the same one
 */
public final class SharedReads<K, V> {

    /** Asked for in one read; what is more waits for the next. */
    static final int MOST = 100;

    /** How long a read may take before others begin beside it, in nanoseconds. */
    private static final long PATIENCE = 20_000_000;

    /** How long anybody waits for the others' reads, in nanoseconds. */
    private static final long LONGEST_WAIT = 3_000_000_000L;

    private final Function<? super Set<K>, ? extends Map<K, V>> read;
    private final int parallel;
    private final Deque<Waiting<K, V>> waiting = new ArrayDeque<>();
    private int reading;
    private long begun;

    /**
     * @param parallel how many reads there may be at the same time, if those before take long
     * @param read finds what there is of some keys, on the thread of any who asked
     */
    public SharedReads(int parallel, Function<? super Set<K>, ? extends Map<K, V>> read) {
        this.parallel = parallel;
        this.read = read;
    }

    /** Somebody who has asked. */
    private static final class Waiting<K, V> {
        private final K key;
        private final Thread thread = Thread.currentThread();
        private @Nullable V found;
        private volatile Turn turn = Turn.WAITS;

        Waiting(K key) {
            this.key = key;
        }

        void now(Turn next) {
            turn = next;
            if (thread != Thread.currentThread()) {
                LockSupport.unpark(thread);
            }
        }

        /** Until it is my turn or I am answered, but not for longer; whoever interrupts that. */
        void await() {
            long end = System.nanoTime() + LONGEST_WAIT;
            boolean interrupted = false;
            for (long left = LONGEST_WAIT; turn == Turn.WAITS && left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(this, left);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                thread.interrupt();
            }
        }
    }

    private enum Turn {
        WAITS,
        READS,
        READS_ALONE,
        ANSWERED
    }

    /**
     * What there is of a key.
     *
     * @throws Unavailable if the reads of others took too long
     * @throws RuntimeException what the read has thrown
     */
    public Optional<V> get(K key) {
        Waiting<K, V> mine = new Waiting<>(key);
        if (!begin(mine)) {
            mine.await();
            giveUpIfStillWaiting(mine);
        }
        if (mine.turn == Turn.READS) {
            lead(mine);
        }
        return mine.turn == Turn.READS_ALONE
                ? Optional.ofNullable(read.apply(Set.of(key)).get(key))
                : Optional.ofNullable(mine.found);
    }

    private synchronized void giveUpIfStillWaiting(Waiting<K, V> mine) {
        if (mine.turn == Turn.WAITS) {
            boolean unused = waiting.remove(mine); // if it is not there, somebody's read is stuck with it
            throw new Unavailable("The database does not answer in time.");
        }
    }

    private synchronized boolean begin(Waiting<K, V> mine) {
        boolean inTime = System.nanoTime() - begun < PATIENCE;
        if (reading == parallel || (reading > 0 && inTime)) {
            waiting.add(mine);
            return false;
        }
        reading++;
        mine.now(Turn.READS);
        return true;
    }

    private void lead(Waiting<K, V> mine) {
        Collection<Waiting<K, V>> all = List.of(mine);
        Turn turn = Turn.READS_ALONE; // it may be the fault of one of them, which is not the others'
        try {
            all = withMe(mine);
            Set<K> keys = new LinkedHashSet<>();
            all.forEach(each -> keys.add(each.key));
            Map<K, V> found = read.apply(keys);
            all.forEach(each -> each.found = found.get(each.key));
            turn = Turn.ANSWERED;
        } catch (RuntimeException e) {
            if (all.size() == 1) {
                throw e;
            }
        } finally {
            next();
            for (Waiting<K, V> each : all) {
                each.now(turn);
            }
        }
    }

    private synchronized Collection<Waiting<K, V>> withMe(Waiting<K, V> mine) {
        begun = System.nanoTime();
        List<Waiting<K, V>> all = new ArrayList<>(waiting.size() + 1);
        all.add(mine);
        while (all.size() < MOST && !waiting.isEmpty()) {
            all.add(waiting.remove());
        }
        return all;
    }

    /** Has the first of those who wait read in my place; if nobody does, my place is free. */
    private synchronized void next() {
        Waiting<K, V> leader = waiting.poll();
        if (leader == null) {
            reading--;
        } else {
            leader.now(Turn.READS);
        }
    }
}
