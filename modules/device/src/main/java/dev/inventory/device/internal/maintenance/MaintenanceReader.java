package dev.inventory.device.internal.maintenance;

import dev.inventory.platform.jobs.Jobs;
import dev.inventory.platform.lifecycle.Started;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Keeps the calendar up to date: at once for what this server wrote, within seconds for what another one wrote. */
@ApplicationScoped
class MaintenanceReader {

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration FOLLOW = Duration.ofSeconds(10);

    @Inject
    MaintenancePlan plan;

    @Inject
    MaintenanceCalendar calendar;

    @Inject
    Jobs jobs;

    @Inject
    Clock clock;

    private volatile boolean changed;
    private Instant readAt = Instant.EPOCH;

    /** Before the first poll is concluded about. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) Started started) {
        read();
        jobs.every("maintenance-plan", LOOK, this::follow);
    }

    void noteChange(@Observes(during = TransactionPhase.AFTER_SUCCESS) MaintenanceChanged event) {
        changed = true;
    }

    private void follow() {
        if (changed || readAt.plus(FOLLOW).isBefore(clock.instant())) {
            read();
        }
    }

    private synchronized void read() {
        Instant now = clock.instant();
        // Before reading: a change that comes while we read must be read again.
        changed = false;
        calendar.replace(plan.read(now));
        readAt = now;
    }
}
