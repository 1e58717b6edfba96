package dev.inventory.device.internal.events;

import dev.inventory.device.DeviceStatusChanged;
import dev.inventory.device.DevicesChanged;
import dev.inventory.platform.access.Callers;
import dev.inventory.platform.failure.Forbidden;
import dev.inventory.platform.failure.Unavailable;
import dev.inventory.platform.jobs.Jobs;
import dev.inventory.platform.lifecycle.Started;
import dev.inventory.platform.lifecycle.Stopping;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Those who follow the changes of status on this server. A change that this server stores is read as soon as it is
 * committed, by one reading for all of them; one that another server stores within {@link #PERIOD}. While nobody follows,
 * nothing is read.
 */
@ApplicationScoped
class StatusStreams {

    private static final Logger LOG = Logger.getLogger(StatusStreams.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** Changes come in crowds: those of this time are read together. */
    private static final Duration CROWD = Duration.ofMillis(5);

    private static final int MOST = 500;
    private static final long IDLE_SECONDS = 30;

    @Inject
    StatusTail tail;

    @Inject
    Callers callers;

    @Inject
    Jobs jobs;

    @Inject
    Clock clock;

    private final Set<StatusStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicInteger wakes = new AtomicInteger();
    private @Nullable ThreadPoolExecutor writers;

    void start(@Observes Started started) {
        jobs.every("device-events", PERIOD, this::tell);
        // apart from the reading, which may have to wait for writers
        jobs.every("device-event-rights", PERIOD, this::look);
    }

    void stop(@Observes Stopping stopping) {
        streams.forEach(StatusStream::close);
        streams.clear();
        close();
    }

    @PreDestroy
    synchronized void close() {
        if (writers != null) {
            writers.shutdownNow();
            writers = null;
        }
    }

    /** The first row of a device comes without a change of its status. */
    void wake(@Observes(during = TransactionPhase.AFTER_SUCCESS) DevicesChanged changed) {
        wake();
    }

    void wake(@Observes(during = TransactionPhase.AFTER_SUCCESS) DeviceStatusChanged changed) {
        wake();
    }

    private void wake() {
        if (!streams.isEmpty() && wakes.getAndIncrement() == 0) {
            jobs.once("device-events", this::tellWhileWoken);
        }
    }

    /** On one thread, however often it is woken: a reading may wait for writers, and the server's threads are few. */
    private void tellWhileWoken() {
        int served;
        try {
            do {
                LockSupport.parkNanos(CROWD.toNanos());
                served = wakes.get();
                tell();
            } while (!wakes.compareAndSet(served, 0));
        } catch (RuntimeException e) {
            wakes.set(0); // the reading of every second takes it up
            throw e;
        }
    }

    /**
     * Begins to tell somebody, from now on or behind what was told before.
     *
     * @param outlet is left alone if this throws, so that the refusal can be answered
     * @throws Unavailable if too many follow already
     */
    void follow(StatusFilter filter, Optional<Bookmark> last, Outlet outlet) {
        if (streams.size() >= MOST) {
            throw new Unavailable("Too many follow the changes of status already.");
        }
        StatusTail.Place place = tail.begin(last, streams.isEmpty());
        StatusStream stream = new StatusStream(
                filter,
                callers.standing(),
                outlet,
                tail,
                place,
                new StatusStream.Threads(writers(), task -> jobs.once("device-events", task)),
                clock);
        if (!stream.look()) {
            throw Forbidden.permission(); // lost since the request was let in
        }
        stream.greet();
        streams.add(stream);
        stream.call();
    }

    /** One reading, for all. */
    private void tell() {
        if (streams.isEmpty()) {
            return;
        }
        long before = tail.log().end().number();
        tail.read();
        if (tail.log().end().number() != before) {
            streams.forEach(this::look);
            streams.forEach(StatusStream::call);
        }
    }

    private void look() {
        streams.forEach(stream -> {
            if (look(stream) && stream.isSilent()) {
                stream.call();
            }
        });
    }

    private boolean look(StatusStream stream) {
        boolean goesOn = false;
        try {
            goesOn = stream.look();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Whether somebody may still follow could not be found out; the stream ends", e);
        }
        if (!goesOn) {
            stream.close();
            streams.remove(stream);
        }
        return goesOn;
    }

    /** A thread for each of those who are written to at the moment: one who is slow takes a thread, and nothing else. */
    private synchronized ThreadPoolExecutor writers() {
        ThreadPoolExecutor running = writers;
        if (running == null) {
            running = new ThreadPoolExecutor(
                    0, 2 * MOST, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                        Thread thread = new Thread(task, "device-events");
                        thread.setDaemon(true);
                        thread.setContextClassLoader(StatusStreams.class.getClassLoader());
                        return thread;
                    });
            writers = running;
        }
        return running;
    }
}
