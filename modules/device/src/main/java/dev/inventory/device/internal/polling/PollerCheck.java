package dev.inventory.device.internal.polling;

import dev.inventory.device.internal.DeviceSettings;
import dev.inventory.platform.jobs.Jobs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The poller runs: its rounds have ended well a short time ago, here or (by the lease) on another server. */
@Readiness
@ApplicationScoped
class PollerCheck implements HealthCheck {

    private static final Duration OVERDUE = Duration.ofSeconds(30);

    @Inject
    Poller poller;

    @Inject
    Fleet fleet;

    @Inject
    DeviceSettings settings;

    @Inject
    Jobs jobs;

    @Inject
    Clock clock;

    @Override
    public HealthCheckResponse call() {
        Instant overdue = clock.instant().minus(OVERDUE);
        boolean running = !settings.pollingEnabled()
                || jobs.report(Poller.JOB)
                        .map(report -> report.lastSuccess().isAfter(overdue))
                        .orElse(false);
        return HealthCheckResponse.named("poller")
                .status(running)
                .withData("polling", poller.isPolling())
                .withData("devices", fleet.size())
                .withData("scheduled", poller.scheduled())
                .build();
    }
}
