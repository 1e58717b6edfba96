package dev.inventory.app;

import dev.inventory.app.database.DatabaseSettings;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;

/** Brings the schema up to date: every module's {@code db/migration/<module>} in one history. */
final class Migrations {

    private Migrations() {}

    /** @return how many migrations were applied */
    static int run(DataSource dataSource, DatabaseSettings settings) {
        MigrateResult result = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .table("schema_history")
                // Each module numbers its own: a later step of one is below the first of the next.
                .outOfOrder(true)
                .placeholders(Map.of("text", settings.isDerby() ? "CLOB" : "TEXT"))
                .load()
                .migrate();
        return result.migrationsExecuted;
    }
}
