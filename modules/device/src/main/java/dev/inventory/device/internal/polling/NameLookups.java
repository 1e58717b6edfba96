package dev.inventory.device.internal.polling;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Devices whose host names wait to be resolved. A few at a time are handed to threads of their own, which may wait for a
 * slow DNS as long as it likes; a device that is added again before its turn is looked up once.
 */
final class NameLookups implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(NameLookups.class.getName());

    static final int THREADS = 16;

    /** So few that one slow name holds up hardly any other, and so many that reading them is no burden. */
    static final int AT_ONCE = 20;

    private final Consumer<List<Long>> lookup;
    private final Set<Long> waiting = new LinkedHashSet<>();
    private final Set<Long> atWork = new HashSet<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "host-names");
        thread.setDaemon(true);
        return thread;
    });
    private int working;

    /** @param lookup resolves the names of these devices and takes in what it learns; may take long, and may fail */
    NameLookups(Consumer<List<Long>> lookup) {
        this.lookup = lookup;
    }

    synchronized void add(long id) {
        waiting.add(id);
        if (working < THREADS && !threads.isShutdown()) {
            working++;
            threads.execute(this::work);
        }
    }

    /** Whether what is known of the device may be older than its record. */
    synchronized boolean awaits(long id) {
        return waiting.contains(id) || atWork.contains(id);
    }

    private void work() {
        List<Long> ids = next(List.of());
        while (!ids.isEmpty()) {
            try {
                lookup.accept(ids);
            } catch (RuntimeException e) {
                if (threads.isShutdown()) {
                    return;
                }
                LOG.log(Level.WARNING, "The host names of " + ids.size() + " devices could not be looked up", e);
            }
            ids = next(ids);
        }
    }

    private synchronized List<Long> next(List<Long> done) {
        atWork.removeAll(done);
        List<Long> ids = new ArrayList<>(AT_ONCE);
        Iterator<Long> each = waiting.iterator();
        while (each.hasNext() && ids.size() < AT_ONCE && !threads.isShutdown()) {
            long id = each.next();
            // what another thread has read of it before must not come last
            if (!atWork.contains(id)) {
                ids.add(id);
                each.remove();
            }
        }
        atWork.addAll(ids);
        if (ids.isEmpty()) {
            working--;
        }
        return ids;
    }

    @Override
    public synchronized void close() {
        threads.shutdownNow();
    }
}
