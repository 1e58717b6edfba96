package dev.inventory.app;

import dev.inventory.platform.lifecycle.ServerState;
import dev.inventory.platform.lifecycle.ServerState.Phase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive means: a restart would not help. Waiting for the database is alive. */
@Liveness
@ApplicationScoped
class LiveCheck implements HealthCheck {

    @Inject
    ServerState state;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("server")
                .status(state.phase() != Phase.FAILED)
                .build();
    }
}
