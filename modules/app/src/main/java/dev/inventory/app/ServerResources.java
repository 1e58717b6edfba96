package dev.inventory.app;

import dev.inventory.platform.jobs.Jobs;
import dev.inventory.platform.persistence.Database;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** What the server makes available to the modules under a name. */
@DataSourceDefinition(
        name = Database.DATA_SOURCE,
        className = "dev.inventory.app.database.InventoryDataSource",
        minPoolSize = 2,
        maxPoolSize = 40,
        initialPoolSize = 0,
        properties = {
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.connection-validation-method=auto-commit",
            "fish.payara.validate-atmost-once-period-in-seconds=5",
            // longer than many writers of one row hold all connections, one after the other
            "fish.payara.max-wait-time-in-millis=10000",
            "fish.payara.connection-creation-retry-attempts=0",
            // all are alike
            "fish.payara.match-connections=false"
        })
// The container's default executor has a single thread: one slow job would hold up all others.
@ManagedScheduledExecutorDefinition(name = Jobs.EXECUTOR, maxAsync = 12)
@ApplicationScoped
public class ServerResources {

    @Produces
    @ApplicationScoped
    Clock clock() {
        return Clock.systemUTC();
    }
}
