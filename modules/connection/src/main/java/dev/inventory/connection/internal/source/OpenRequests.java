package dev.inventory.connection.internal.source;

import dev.inventory.platform.jobs.Jobs;
import dev.inventory.platform.lifecycle.Started;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends requests that take too long as a whole. A time-out of the socket is not enough: who sends a byte now and then is
 * never silent for long.
 */
@ApplicationScoped
public class OpenRequests {

    private static final Duration SWEEP = Duration.ofSeconds(1);

    @Inject
    Jobs jobs;

    private final Map<Runnable, Long> deadlines = new ConcurrentHashMap<>();

    void start(@Observes Started started) {
        jobs.every("connection-deadlines", SWEEP, this::sweep);
    }

    /** Watches over a request until the answer is closed. */
    AutoCloseable open(Runnable abort, Duration atMost) {
        deadlines.put(abort, System.nanoTime() + atMost.toNanos());
        return () -> deadlines.remove(abort);
    }

    void sweep() {
        long now = System.nanoTime();
        deadlines.forEach((abort, deadline) -> {
            if (deadline - now < 0 && deadlines.remove(abort) != null) {
                abort.run();
            }
        });
    }
}
