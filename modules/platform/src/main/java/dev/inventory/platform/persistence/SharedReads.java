package dev.inventory.platform.persistence;

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
 * had read by itself, and nothing is kept. Who is alone waits for nobody.
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
        private @Nullable Throwable failure;
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

        /** The request goes on for as long as a read takes, whoever interrupts it. */
        void await() {
            boolean interrupted = false;
            while (turn == Turn.WAITS) {
                LockSupport.park(this);
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
        ANSWERED
    }

    /**
     * What there is of a key.
     *
     * @throws RuntimeException what the read has thrown
     */
    public Optional<V> get(K key) {
        Waiting<K, V> mine = new Waiting<>(key);
        if (!begin(mine)) {
            mine.await();
        }
        if (mine.turn == Turn.READS) {
            lead(mine);
        }
        if (mine.failure instanceof Error error) {
            throw error;
        }
        if (mine.failure instanceof RuntimeException failure) {
            throw failure;
        }
        return Optional.ofNullable(mine.found);
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
        Collection<Waiting<K, V>> all = withMe(mine);
        try {
            Set<K> keys = new LinkedHashSet<>();
            all.forEach(each -> keys.add(each.key));
            Map<K, V> found = read.apply(keys);
            all.forEach(each -> each.found = found.get(each.key));
        } catch (RuntimeException | Error e) {
            all.forEach(each -> each.failure = e);
        } finally {
            next().ifPresent(leader -> leader.now(Turn.READS));
            all.forEach(each -> each.now(Turn.ANSWERED));
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

    /** Who reads next in my place; if nobody does, my place is free. */
    private synchronized Optional<Waiting<K, V>> next() {
        Waiting<K, V> leader = waiting.poll();
        if (leader == null) {
            reading--;
        }
        return Optional.ofNullable(leader);
    }
}
