package dev.inventory.device.internal;

import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.TableVersions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The types of devices in the embedded database, as devices show them: read once, and again when somebody has written to
 * them.
 */
@ApplicationScoped
class KnownTypes {

    static final String TABLE = "device_type";

    /** More are not kept, since all are read again after each change. */
    private static final int MOST = 1_000;

    @Inject
    Database database;

    @Inject
    TableVersions versions;

    private volatile Known known = new Known("", Map.of());

    /** @param types by id; all there are, or none if there are too many */
    private record Known(String version, Map<Long, Map<String, @Nullable Object>> types) {}

    /** What devices show of their types, by id, as it is now; empty where nobody tells when that changes. */
    Map<Long, Map<String, @Nullable Object>> now() {
        if (database.isPostgresql()) {
            return Map.of();
        }
        Optional<String> version = versions.version(List.of(TABLE));
        Known last = known;
        if (version.isEmpty() || version.get().equals(last.version())) {
            return version.isEmpty() ? Map.of() : last.types();
        }
        Map<Long, Map<String, @Nullable Object>> read = read();
        if (!versions.version(List.of(TABLE)).equals(version)) {
            return Map.of();
        }
        known = new Known(version.get(), read);
        return read;
    }

    static Map<String, @Nullable Object> shown(
            long id, @Nullable String name, @Nullable String model, @Nullable String manufacturer) {
        Map<String, @Nullable Object> type = new LinkedHashMap<>();
        type.put("id", id);
        type.put("name", name);
        type.put("model", model);
        type.put("manufacturer", manufacturer);
        return type;
    }

    /** Waits for nobody: what is written meanwhile makes another version. */
    private Map<Long, Map<String, @Nullable Object>> read() {
        return database.run(connection -> {
            Map<Long, Map<String, @Nullable Object>> types = new HashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT id, name, model, manufacturer FROM " + TABLE
                            + " FETCH FIRST " + (MOST + 1) + " ROWS ONLY WITH UR")) {
                while (rows.next()) {
                    long id = rows.getLong(1);
                    types.put(id, shown(id, rows.getString(2), rows.getString(3), rows.getString(4)));
                }
            }
            return types.size() > MOST ? Map.of() : types;
        });
    }
}
