package dev.inventory.app;

import dev.inventory.app.database.DatabaseSettings;
import dev.inventory.app.database.Derby;
import dev.inventory.app.database.InventoryDataSource;
import dev.inventory.platform.lifecycle.ServerState;
import dev.inventory.platform.lifecycle.ServerState.Phase;
import dev.inventory.platform.lifecycle.Started;
import dev.inventory.platform.lifecycle.Stopping;
import dev.inventory.platform.settings.IllegalSetting;
import dev.inventory.platform.settings.Settings;
import dev.inventory.platform.web.Routes;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.TimeZone;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Starts the server: check the configuration, wait for the database, migrate it, start the modules, say so. The waiting
 * is done beside the deployment, which must end for the health checks to be heard; until then requests get 503.
 */
@WebListener
public class Lifecycle implements ServletContextListener {

    private static final Logger LOG = Logger.getLogger(Lifecycle.class.getName());
    private static final long RETRY_SECONDS = 3;

    @Inject
    @Any
    Instance<Settings> settings;

    @Inject
    ServerState state;

    @Inject
    Event<Started> started;

    @Inject
    Event<Stopping> stopping;

    @Inject
    Banner banner;

    @Inject
    Routes routes;

    @Resource(lookup = dev.inventory.platform.jobs.Jobs.EXECUTOR)
    ManagedScheduledExecutorService executor;

    private @Nullable String lastComplaint;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ApiDescription.describes(routes);
        if (banner.runsAlone()) {
            // JPA writes times by the zone of the JVM: in a zone with summer time an hour of the year would be lost.
            TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
            GoneClients.silence();
        }
        try {
            settings.forEach(Settings::read);
            checkDatabaseSettings();
        } catch (RuntimeException e) {
            refuse(e);
            return;
        }
        InventoryDataSource.deployed();
        state.enter(Phase.WAITING_FOR_DATABASE);
        executor.execute(this::tryToStart);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        boolean wasRunning = state.isRunning();
        state.enter(Phase.STOPPING);
        if (wasRunning) {
            stopping.fire(new Stopping());
        }
        DatabaseSettings database = DatabaseSettings.read();
        if (database.isDerby()) {
            Derby.close(database);
        }
        LOG.info("Inventory has stopped");
    }

    private static void checkDatabaseSettings() {
        try {
            var unused = DatabaseSettings.read();
        } catch (IllegalArgumentException e) {
            throw new IllegalSetting(DatabaseSettings.URL, String.valueOf(e.getMessage()));
        }
    }

    private void tryToStart() {
        if (state.phase() == Phase.STOPPING) {
            return;
        }
        DatabaseSettings database = DatabaseSettings.read();
        InventoryDataSource dataSource = new InventoryDataSource();
        try (Connection connection = dataSource.getConnection()) {
            connection.getMetaData();
        } catch (SQLException e) {
            complain("The database " + database.shownUrl() + " cannot be reached; trying again every " + RETRY_SECONDS
                    + " s: " + rootMessage(e));
            retry();
            return;
        }
        try {
            state.enter(Phase.MIGRATING);
            int applied = Migrations.run(dataSource, database);
            LOG.info("Database " + database.shownUrl() + " is ready, " + applied + " migrations applied");
            started.fire(new Started());
            state.enter(Phase.RUNNING);
            banner.print();
        } catch (RuntimeException e) {
            state.enter(Phase.FAILED);
            LOG.log(Level.SEVERE, "The server could not start; trying again in " + RETRY_SECONDS + " s", e);
            retry();
        }
    }

    private void retry() {
        if (state.phase() != Phase.STOPPING) {
            state.enter(Phase.WAITING_FOR_DATABASE);
            try {
                var unused = executor.schedule(this::tryToStart, RETRY_SECONDS, TimeUnit.SECONDS);
            } catch (RejectedExecutionException e) {
                LOG.log(Level.FINE, "The server stops while it waits for its database", e);
            }
        }
    }

    /** One line, and again only when the reason is another. */
    private void complain(String complaint) {
        if (!complaint.equals(lastComplaint)) {
            lastComplaint = complaint;
            LOG.warning(complaint);
        }
    }

    /** A bad configuration ends the start with one line that names the key. */
    private void refuse(RuntimeException e) {
        state.enter(Phase.FAILED);
        Throwable at = e;
        while (!(at instanceof IllegalSetting) && at.getCause() != null) {
            at = at.getCause();
        }
        if (!(at instanceof IllegalSetting)) {
            throw e;
        }
        LOG.severe("The configuration cannot be used. " + at.getMessage());
        if (banner.runsAlone()) {
            // Payara Micro would go on without the application.
            Runtime.getRuntime().halt(2);
        }
        throw e;
    }

    private static String rootMessage(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
