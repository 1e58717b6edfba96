package dev.inventory.headlessops.internal.execution;

import dev.inventory.platform.persistence.SqlInstant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** When operations end as timed out. */
final class Deadlines {

    private Deadlines() {}

    /** The deadline in a row; operations that began before there was the column have it from their start. */
    static Instant read(ResultSet rows) throws SQLException {
        Instant deadline = SqlInstant.get(rows, "deadline");
        return deadline != null
                ? deadline
                : Objects.requireNonNull(SqlInstant.get(rows, "started_at"))
                        .plus(Duration.ofMinutes(rows.getInt("timeout_minutes")));
    }
}
