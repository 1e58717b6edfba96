package dev.inventory.device.internal.polling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.device.internal.DatabaseKind;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.DatabaseFailure;
import dev.inventory.platform.persistence.SqlInstant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a server that begins to poll counts must be what the one before it has counted. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
@SuppressWarnings("UnnecessaryAssignment") // there is no container here to inject
class RecentChangesTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    @Parameter
    DatabaseKind kind;

    private final RecentChanges recent = new RecentChanges();
    private DataSource dataSource;
    private Instant now = BEGIN;

    @BeforeEach
    void open() throws SQLException {
        dataSource = kind.open();
        recent.database = new Database() {
            @Override
            public <T> T run(Work<T> work) {
                try (Connection connection = dataSource.getConnection()) {
                    return work.on(connection);
                } catch (SQLException e) {
                    throw new DatabaseFailure(e);
                }
            }
        };
        for (int id = 1; id <= 3; id++) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO device (id, organization_id, type_id, name, hostname, hostname_key,"
                        + " serial_number, status, status_reason, last_status_change, pending_config, polling_enabled,"
                        + " snmp_version, snmp_port, snmp_timeout_ms, snmp_retries, row_key, version, created_at,"
                        + " updated_at) VALUES (" + id + ", 1, 1, 'n', 'h" + id + "', 'h" + id + "', 's" + id
                        + "', TRUE, '', CURRENT_TIMESTAMP, FALSE, TRUE, '2c', 161, 1000, 1, 'k', 1, CURRENT_TIMESTAMP,"
                        + " CURRENT_TIMESTAMP)");
            }
        }
    }

    /** A second later than the last. */
    private Instant note(long device, boolean up, String state, String source) throws SQLException {
        now = now.plusSeconds(1);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO device_status_history (device_id,"
                        + " status, status_detail, reason, source, changed_at) VALUES (?, ?, ?, '', ?, ?)")) {
            insert.setLong(1, device);
            insert.setBoolean(2, up);
            insert.setString(3, state);
            insert.setString(4, source);
            SqlInstant.set(insert, 5, now);
            insert.executeUpdate();
        }
        return now;
    }

    @Test
    void aDevicesFirstAnswerIsNoChangeAndItsOutagesAre() throws SQLException {
        note(1, false, "unknown", "somebody");
        note(1, true, "up", "poll");
        Instant down = note(1, false, "down", "poll");
        Instant up = note(1, true, "flapping", "poll");
        note(1, true, "up", "poll"); // calm again

        assertThat(recent.statusChanges(BEGIN)).isEqualTo(Map.of(1L, List.of(down, up)));
    }

    @Test
    void whatAUserSetIsNoChangeButWhatAPollThenFindsIs() throws SQLException {
        note(1, true, "up", "somebody");
        note(1, false, "down", "somebody");
        Instant up = note(1, true, "up", "poll");

        assertThat(recent.statusChanges(BEGIN)).isEqualTo(Map.of(1L, List.of(up)));
    }

    @Test
    void whatAParentDidToADeviceIsNoChangeOfItsOwn() throws SQLException {
        note(1, true, "up", "somebody");
        note(1, false, "unreachable", "poll");
        note(1, true, "up", "poll");

        assertThat(recent.statusChanges(BEGIN)).isEmpty();
    }

    @Test
    void ofSomeDevicesAndOfLateAlone() throws SQLException {
        Instant early = note(1, true, "up", "poll");
        Instant first = note(1, false, "down", "poll");
        Instant second = note(2, false, "down", "poll");
        Instant third = note(3, false, "down", "poll");

        assertThat(recent.statusChanges(BEGIN))
                .isEqualTo(Map.of(1L, List.of(early, first), 2L, List.of(second), 3L, List.of(third)));
        assertThat(recent.statusChanges(early, List.of(1L, 3L)))
                .isEqualTo(Map.of(1L, List.of(first), 3L, List.of(third)));
        assertThat(recent.statusChanges(BEGIN, List.of())).isEmpty();
    }
}
