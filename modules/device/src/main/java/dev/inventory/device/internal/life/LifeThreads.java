package dev.inventory.device.internal.life;

import dev.inventory.platform.lifecycle.Stopping;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A few threads for all status helpers: they start questions and end those that take too long; none waits for a device. */
@ApplicationScoped
class LifeThreads {

    private static final int THREADS = 2;

    private @Nullable ScheduledThreadPoolExecutor executor;

    /** After some time. */
    ScheduledFuture<?> after(Duration delay, Runnable task) {
        return executor().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Soon. */
    void soon(Runnable task) {
        executor().execute(task);
    }

    private synchronized ScheduledThreadPoolExecutor executor() {
        ScheduledThreadPoolExecutor running = executor;
        if (running == null) {
            running = new ScheduledThreadPoolExecutor(THREADS, task -> {
                Thread thread = new Thread(task, "status-helpers");
                thread.setDaemon(true);
                return thread;
            });
            running.setRemoveOnCancelPolicy(true);
            executor = running;
        }
        return running;
    }

    /** After the poller has ended. */
    void close(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) Stopping stopping) {
        close();
    }

    @PreDestroy
    synchronized void close() {
        if (executor != null) {
            executor.shutdownNow();
            executor = null;
        }
    }
}
