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
                .placeholders(placeholders(settings.isDerby()))
                .load()
                .migrate();
        return result.migrationsExecuted;
    }

    /** What the two databases say differently. */
    private static Map<String, String> placeholders(boolean derby) {
        return Map.of(
                "text", derby ? "CLOB" : "TEXT",
                // a text column that sorts by code point, whatever language the database was made for
                "code-points", derby ? "" : "COLLATE \"C\"",
                // before a statement on one line
                "derby-only", derby ? "" : "-- ",
                "postgresql-only", derby ? "-- " : "");
    }
}
