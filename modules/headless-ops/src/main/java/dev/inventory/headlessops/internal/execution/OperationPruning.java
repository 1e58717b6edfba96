package dev.inventory.headlessops.internal.execution;

import dev.inventory.platform.jobs.Jobs;
import dev.inventory.platform.lifecycle.Started;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Deletes operations some time after their end, with their results. */
@ApplicationScoped
class OperationPruning {

    private static final Duration PERIOD = Duration.ofMinutes(10);

    @Inject
    Jobs jobs;

    @Inject
    EndedOperations ended;

    @Inject
    OperationSettings settings;

    @Inject
    Clock clock;

    void start(@Observes Started started) {
        Duration retention = settings.retention();
        jobs.every("operation-pruning", PERIOD.compareTo(retention) < 0 ? PERIOD : retention, this::prune);
    }

    /** Deletes what is old enough, in transactions that are short however many results there are. */
    void prune() {
        Instant before = clock.instant().minus(settings.retention());
        while (ended.deleteSome(before)) {
            // there is more
        }
    }
}
