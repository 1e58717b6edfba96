package dev.inventory.platform.persistence;

import dev.inventory.platform.jobs.Jobs;
import dev.inventory.platform.lifecycle.Started;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which tables of the embedded database have no rows, as long as nobody has written to them: a statement that is executed
 * all the time need not look there. Each such look is a walk down an index.
 */
@ApplicationScoped
public class EmptyTables {

    /** How often the tables that were written to are looked into. */
    private static final Duration LOOK = Duration.ofSeconds(10);

    /** In place of a version: nobody has looked into it yet. */
    private static final String NEW = "new";

    /** In place of a version: it had rows, and is taken to have some until the server is started again. */
    private static final String USED = "used";

    @Inject
    Database database;

    @Inject
    TableVersions versions;

    @Inject
    Jobs jobs;

    /** In which version each was empty, of those that were asked for. */
    private final Map<String, String> emptyIn = new ConcurrentHashMap<>();

    void start(@Observes Started started) {
        if (!database.isPostgresql()) {
            jobs.every("empty-tables", LOOK, this::look);
        }
    }

    /**
     * Which of some tables are known to have no rows now. That takes up to ten seconds after a table was asked for first,
     * and after each write. None is on PostgreSQL, to which others may write. Whoever reads other tables instead asks once
     * more when he has read: what he has seen may have been written together with the first row here.
     */
    public Set<String> among(Collection<String> tables) {
        Set<String> empty = new HashSet<>();
        for (String table : tables) {
            String known = emptyIn.putIfAbsent(table, NEW);
            if (known != null
                    && !known.equals(NEW)
                    && !known.equals(USED)
                    && versions.version(List.of(table)).equals(Optional.of(known))) {
                empty.add(table);
            }
        }
        return empty;
    }

    /** Whoever writes meanwhile makes another version of it, and need not be waited for. */
    void look() {
        emptyIn.replaceAll((table, known) -> known.equals(USED)
                ? USED
                : versions.version(List.of(table))
                        .map(now -> now.equals(known) || !hasRows(table) ? now : USED)
                        .orElse(known));
    }

    private boolean hasRows(String table) {
        return database.run(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("SELECT 1 FROM " + table + " FETCH FIRST ROW ONLY WITH UR")) {
                return rows.next();
            }
        });
    }
}
