package dev.inventory.platform.persistence;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Calendar;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * Instants in plain SQL: TIMESTAMP columns in UTC, as {@link InstantConverter} has them. By a calendar, since Derby does
 * not take the types of java.time.
 */
public final class SqlInstant {

    private static final ThreadLocal<Calendar> UTC =
            ThreadLocal.withInitial(() -> Calendar.getInstance(TimeZone.getTimeZone("UTC")));

    private SqlInstant() {}

    public static void set(PreparedStatement statement, int index, @Nullable Instant instant) throws SQLException {
        if (instant == null) {
            statement.setNull(index, Types.TIMESTAMP);
        } else {
            statement.setTimestamp(index, Timestamp.from(instant.truncatedTo(ChronoUnit.MICROS)), utc());
        }
    }

    public static @Nullable Instant get(ResultSet rows, String column) throws SQLException {
        Timestamp value = rows.getTimestamp(column, utc());
        return value == null ? null : value.toInstant();
    }

    /** @param column its number, from 1 */
    public static @Nullable Instant get(ResultSet rows, int column) throws SQLException {
        Timestamp value = rows.getTimestamp(column, utc());
        return value == null ? null : value.toInstant();
    }

    /** The thread's own, since a driver sets it; each that is made new costs more than the rest of a column. */
    private static Calendar utc() {
        return UTC.get();
    }
}
