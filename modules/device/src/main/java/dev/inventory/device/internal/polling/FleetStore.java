package dev.inventory.device.internal.polling;

import dev.inventory.device.DeviceState;
import dev.inventory.device.internal.DeviceSettings;
import dev.inventory.device.internal.life.LifeChecks;
import dev.inventory.device.internal.life.LifeQuestions;
import dev.inventory.device.internal.polling.PolledDevice.Place;
import dev.inventory.device.internal.polling.PolledDevice.Settings;
import dev.inventory.device.internal.snmp.SnmpAgent;
import dev.inventory.device.internal.snmp.SnmpCredentials;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.SqlInstant;
import dev.inventory.platform.secrets.SecretUnreadable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads devices for the poller: a narrow row each, past JPA, since there may be very many. */
@ApplicationScoped
public class FleetStore {

    static final int CHUNK = 500;

    /** In place of a refusal: the name was not asked for yet. */
    static final String NOT_RESOLVED = "The host name was not resolved yet";

    private static final String UNREADABLE = "The SNMP secrets cannot be read with the server's master key";

    private static final String SELECT = "SELECT d.id, d.hostname, d.snmp_version, d.snmp_port, d.snmp_timeout_ms,"
            + " d.snmp_retries, d.snmp_community, d.snmp_user, d.snmp_auth_protocol, d.snmp_auth_key,"
            + " d.snmp_priv_protocol, d.snmp_priv_key, d.snmp_context, d.row_key, d.polling_enabled,"
            + " d.poll_interval_seconds, d.status, d.concluded_state, d.organization_id, d.parent_id, d.status_helpers,"
            + " t.status_helpers AS type_helpers, p.last_seen, p.booted_at, p.facts_hash, p.engine_id, p.engine_boots,"
            + " p.identified_at, d.updated_at, d.last_status_change FROM device d JOIN device_type t ON t.id = d.type_id"
            + " JOIN device_poll p ON p.device_id = d.id";

    /**
     * Both ids are bounded: of two that are equal PostgreSQL bounds only the one that it is told, and would merge the
     * devices of a page with all polls from the first one on.
     */
    private static final String NEXT = SELECT
            + " WHERE d.id > ? AND p.device_id > ? ORDER BY d.id OFFSET 0 ROWS FETCH NEXT " + CHUNK + " ROWS ONLY";

    @Inject
    Database database;

    @Inject
    AgentSecrets agentSecrets;

    @Inject
    HostAddresses addresses;

    @Inject
    LifeChecks checks;

    @Inject
    DeviceSettings defaults;

    /**
     * A device as the database has it.
     *
     * @param named it has a host name, and no address
     * @param nameAwaited it has a host name that must be resolved before the timer can poll it; until then the settings
     *     hold no agent
     */
    record Row(
            long id,
            Settings settings,
            boolean named,
            boolean nameAwaited,
            boolean up,
            DeviceState state,
            @Nullable Instant lastSeen,
            @Nullable Instant bootedAt,
            long factsHash,
            @Nullable String engineId,
            @Nullable Integer engineBoots,
            @Nullable Instant identifiedAt,
            Touched touched) {}

    /**
     * When a device was last changed.
     *
     * @param updatedAt by a user or an operation, in microseconds
     * @param statusChangedAt when its status was, in microseconds
     */
    record Touched(long id, long updatedAt, long statusChangedAt) {

        static Touched read(ResultSet rows) throws SQLException {
            return new Touched(
                    rows.getLong("id"),
                    micros(SqlInstant.get(rows, "updated_at")),
                    micros(SqlInstant.get(rows, "last_status_change")));
        }

        /** The same of an instant as of what the database makes of it. */
        static long micros(@Nullable Instant instant) {
            return instant == null ? 0 : ChronoUnit.MICROS.between(Instant.EPOCH, instant);
        }
    }

    /** A device's columns, before its name is resolved: no transaction is open while that is waited for. */
    private record Columns(
            long id,
            String hostname,
            String version,
            int port,
            int timeoutMs,
            int retries,
            AgentSecrets.Sealed secrets,
            boolean pollingEnabled,
            int intervalSeconds,
            boolean up,
            DeviceState state,
            Place place,
            LifeQuestions questions,
            @Nullable Instant lastSeen,
            @Nullable Instant bootedAt,
            long factsHash,
            @Nullable String engineId,
            @Nullable Integer engineBoots,
            @Nullable Instant identifiedAt,
            Touched touched) {}

    /** All devices, one after the other. No name is resolved. */
    void readAll(Consumer<Row> reader) {
        List<Columns> page = new ArrayList<>();
        long after = 0;
        do {
            page.clear();
            long from = after;
            page.addAll(select(NEXT, statement -> {
                statement.setLong(1, from);
                statement.setLong(2, from);
            }));
            page.forEach(columns -> reader.accept(row(columns, false)));
            after = page.isEmpty() ? after : page.get(page.size() - 1).id();
        } while (page.size() == CHUNK);
    }

    /** The devices with these ids, at most {@link #CHUNK}. No name is resolved. */
    List<Row> read(List<Long> ids) {
        return columns(ids).stream().map(columns -> row(columns, false)).toList();
    }

    /** The devices with these ids, at most {@link #CHUNK}, each as soon as its name is resolved. DNS may take its time. */
    void readResolved(List<Long> ids, Consumer<Row> reader) {
        columns(ids).forEach(columns -> reader.accept(row(columns, true)));
    }

    private List<Columns> columns(List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        String marks = String.join(", ", Collections.nCopies(ids.size(), "?"));
        return select(SELECT + " WHERE d.id IN (" + marks + ")", statement -> {
            for (int i = 0; i < ids.size(); i++) {
                statement.setLong(i + 1, ids.get(i));
            }
        });
    }

    /** The devices that a user or a status change has touched since. */
    List<Touched> changedSince(Instant since) {
        return database.run(connection -> {
            List<Touched> touched = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT id, updated_at, last_status_change"
                    + " FROM device WHERE updated_at > ? OR last_status_change > ?")) {
                SqlInstant.set(select, 1, since);
                SqlInstant.set(select, 2, since);
                ResultSet rows = select.executeQuery();
                while (rows.next()) {
                    touched.add(Touched.read(rows));
                }
            }
            return touched;
        });
    }

    /** The ids of devices whose type a user has touched since. */
    List<Long> withTypesChangedSince(Instant since) {
        return database.run(connection -> {
            List<Long> ids = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT d.id FROM device d JOIN device_type t ON t.id = d.type_id WHERE t.updated_at > ?")) {
                SqlInstant.set(select, 1, since);
                ResultSet rows = select.executeQuery();
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
            }
            return ids;
        });
    }

    private interface Binding {
        void to(PreparedStatement statement) throws SQLException;
    }

    /**
     * Reads without locks: writers of the same rows would be waited for, and a deadlock is possible, since a reader takes
     * a device's two rows in another order than they do. What a writer rolls back afterwards was no change, and whoever
     * commits tells the fleet to read again.
     */
    private List<Columns> select(String sql, Binding binding) {
        return database.readUncommitted(connection -> select(connection, sql, binding));
    }

    private List<Columns> select(Connection connection, String sql, Binding binding) throws SQLException {
        List<Columns> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            binding.to(select);
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                int interval = rows.getInt("poll_interval_seconds");
                found.add(new Columns(
                        rows.getLong("id"),
                        rows.getString("hostname"),
                        rows.getString("snmp_version"),
                        rows.getInt("snmp_port"),
                        rows.getInt("snmp_timeout_ms"),
                        rows.getInt("snmp_retries"),
                        AgentSecrets.Sealed.read(rows),
                        rows.getBoolean("polling_enabled"),
                        interval,
                        rows.getBoolean("status"),
                        DeviceState.of(rows.getString("concluded_state")),
                        new Place(rows.getLong("organization_id"), id(rows, "parent_id")),
                        checks.questions(
                                rows.getString("status_helpers"),
                                rows.getString("type_helpers"),
                                rows.getString("hostname")),
                        SqlInstant.get(rows, "last_seen"),
                        SqlInstant.get(rows, "booted_at"),
                        rows.getLong("facts_hash"),
                        rows.getString("engine_id"),
                        rows.getObject("engine_boots", Integer.class),
                        SqlInstant.get(rows, "identified_at"),
                        Touched.read(rows)));
            }
        }
        return found;
    }

    private static @Nullable Long id(ResultSet rows, String column) throws SQLException {
        long id = rows.getLong(column);
        return rows.wasNull() ? null : id;
    }

    private Row row(Columns columns, boolean resolve) {
        boolean named = !HostAddresses.isAddress(columns.hostname);
        boolean known = resolve || !named;
        return new Row(
                columns.id,
                known ? settings(columns) : unresolved(columns),
                named,
                !known && columns.pollingEnabled,
                columns.up,
                columns.state,
                columns.lastSeen,
                columns.bootedAt,
                columns.factsHash,
                columns.engineId,
                columns.engineBoots,
                columns.identifiedAt,
                columns.touched);
    }

    private Duration interval(Columns columns) {
        return columns.intervalSeconds == 0 ? defaults.interval() : Duration.ofSeconds(columns.intervalSeconds);
    }

    /** Not to be polled before the name is resolved: what is not known to be anywhere is not down. */
    private Settings unresolved(Columns columns) {
        return new Settings(null, NOT_RESOLVED, false, interval(columns), columns.place);
    }

    private Settings settings(Columns columns) {
        Duration interval = interval(columns);
        HostAddresses.Resolution resolution = addresses.resolve(columns.hostname);
        InetAddress address = resolution.address();
        if (address == null) {
            return new Settings(null, resolution.refusal(), columns.pollingEnabled, interval, columns.place);
        }
        SnmpCredentials credentials;
        try {
            credentials = agentSecrets.open(columns.version, columns.secrets);
        } catch (SecretUnreadable e) {
            // No timer polls it: that it does not answer to another community would say nothing about the device.
            return new Settings(null, UNREADABLE, false, interval, columns.place);
        }
        SnmpAgent agent = new SnmpAgent(
                new InetSocketAddress(address, columns.port), credentials, columns.timeoutMs, columns.retries);
        return new Settings(agent, "", columns.pollingEnabled, interval, columns.place, columns.questions);
    }
}
