package dev.inventory.platform.jobs;

import dev.inventory.platform.lifecycle.Stopping;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Repeated background work. The container drops a periodic task for good at its first exception; here it is logged,
 * counted and run again. A task never overlaps itself: the period counts from the end of one run to the start of the
 * next.
 */
@ApplicationScoped
public class Jobs {

    /** The executor that all jobs share; the application defines it. */
    public static final String EXECUTOR = "java:app/concurrent/inventory-jobs";

    private static final Logger LOG = Logger.getLogger(Jobs.class.getName());

    @Resource(lookup = EXECUTOR)
    ManagedScheduledExecutorService executor;

    @Inject
    Clock clock;

    @Inject
    MetricRegistry metrics;

    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /** A job's state as health checks see it. */
    public record Report(String name, long runs, long failures, java.time.Instant lastSuccess, Duration period) {}

    /** Runs the task again and again, {@code period} after the end of its last run, from now until the server stops. */
    public void every(String name, Duration period, Runnable task) {
        Job job = new Job(name, period, task);
        Job former = jobs.put(name, job);
        if (former != null) {
            former.cancel(); // the server starts once more after a failed start
        }
        job.future = executor.scheduleWithFixedDelay(job, 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs the task once, soon, on a thread of the jobs; a failure is logged and counted under the name. */
    public void once(String name, Runnable task) {
        executor.execute(new Job(name, Duration.ZERO, task));
    }

    /**
     * Offers work to the threads of the jobs, to be done beside the caller's own. If none is free the caller does it
     * himself when he needs its result: he runs it, which does nothing if it was begun, and gets what came of it.
     */
    public void offer(RunnableFuture<?> work) {
        executor.execute(work);
    }

    /** The state of a repeated job; empty if there is none of that name. */
    public java.util.Optional<Report> report(String name) {
        return java.util.Optional.ofNullable(jobs.get(name)).map(Job::report);
    }

    /** Ends the repetition before the modules write what they hold; a run in progress ends by itself. */
    void stop(@Observes @Priority(jakarta.interceptor.Interceptor.Priority.PLATFORM_BEFORE) Stopping event) {
        stopping = true;
        jobs.values().forEach(Job::cancel);
    }

    private final class Job implements Runnable {

        private final String name;
        private final Duration period;
        private final Runnable task;
        private volatile ScheduledFuture<?> future;
        private volatile java.time.Instant lastSuccess = java.time.Instant.EPOCH;
        private volatile long runs;
        private volatile long failures;

        @SuppressWarnings("NullAway") // the future is set as soon as the executor has taken the job
        Job(String name, Duration period, Runnable task) {
            this.name = name;
            this.period = period;
            this.task = task;
        }

        @Override
        @SuppressWarnings({"NonAtomicVolatileUpdate", "CatchAndPrintStackTrace"}) // one thread at a time runs a job
        public void run() {
            try {
                task.run();
                lastSuccess = clock.instant();
            } catch (Throwable t) {
                if (stopping) {
                    // what the round needs is being taken down under it
                    LOG.log(Level.FINE, "Job " + name + " ended with the server", t);
                    return;
                }
                failures++;
                metrics.counter("inventory_job_failures_total", new Tag("job", name))
                        .inc();
                LOG.log(Level.WARNING, "Job " + name + " failed and will run again", t);
            } finally {
                runs++;
            }
        }

        Report report() {
            return new Report(name, runs, failures, lastSuccess, period);
        }

        void cancel() {
            ScheduledFuture<?> scheduled = future;
            if (scheduled != null) {
                scheduled.cancel(false);
            }
        }
    }
}
