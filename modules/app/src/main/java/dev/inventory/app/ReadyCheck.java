package dev.inventory.app;

import dev.inventory.platform.lifecycle.ServerState;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.DatabaseFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Statement;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: migrated, started, and the database answers now. */
@Readiness
@ApplicationScoped
class ReadyCheck implements HealthCheck {

    @Inject
    ServerState state;

    @Inject
    Database database;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("server")
                .status(state.isRunning() && databaseAnswers())
                .withData("phase", state.phase().name().toLowerCase(Locale.ROOT))
                .build();
    }

    private boolean databaseAnswers() {
        try {
            return database.run(connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.setQueryTimeout(2);
                    return statement.executeQuery("SELECT COUNT(*) FROM lease").next();
                }
            });
        } catch (DatabaseFailure | IllegalStateException e) {
            return false;
        }
    }
}
