package dev.inventory.device.internal;

import dev.inventory.device.DevicePlacements;
import dev.inventory.device.internal.life.HelpersConverter;
import dev.inventory.device.internal.life.LifeChecks;
import dev.inventory.device.internal.tags.TagsConverter;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.persistence.AnyOf;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.RetriedOnContention;
import dev.inventory.platform.persistence.SharedReads;
import dev.inventory.platform.persistence.SqlInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One device as GET answers it. Nothing is asked as often, so it is one statement past JPA, in no transaction, and one
 * more for where the device is kept, if it is; on PostgreSQL one of each for all who ask at the same time.
 */
@ApplicationScoped
@RetriedOnContention
public class DeviceDetails {

    /** Reads at the same time, should one take long; each takes up to two connections, one after the other. */
    private static final int PARALLEL = 4;

    private static final String TYPE = "type";
    private static final String COMMUNITY = "snmp_community";

    private static final Comparator<ManagedSettings.Pending> BY_PARAMETER =
            Comparator.comparing(ManagedSettings.Pending::parameter);

    @Inject
    Database database;

    @Inject
    Caller caller;

    @Inject
    Organizations organizations;

    @Inject
    DeviceSecrets secrets;

    @Inject
    Clock clock;

    @Inject
    @Any
    Instance<DevicePlacements> placements;

    @Inject
    DetailStatement statement;

    @Inject
    KnownTypes types;

    private final SharedReads<Long, Found> shared = new SharedReads<>(PARALLEL, this::find);

    /**
     * What is known of a device, whoever asks.
     *
     * @param shown without what others have to say of it
     * @param serials that the device should have and says it has, in this order
     * @param kept where they are recorded, in the order of the serial numbers
     * @param placed whether they are
     */
    private record Found(
            long organization,
            long version,
            String rowKey,
            @Nullable String sealedCommunity,
            Map<String, @Nullable Object> shown,
            List<ManagedSettings.Pending> pending,
            List<String> serials,
            List<Kept> kept,
            Optional<Map<String, @Nullable Object>> imported,
            boolean placed) {}

    private record Kept(DevicePlacements module, DevicePlacements.Place place) {}

    /** @throws NotFound if there is no such device */
    public Devices.Shown detail(long id) {
        Found found = read(id).orElseThrow(NotFound::object);
        caller.require(Devices.ROLE, Permission.VIEW, found.organization());
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(found.shown());
        shown.put("organization", DeviceView.nested(organization(id, found.organization()), true));
        shown.put("pending_details", found.pending());
        if (caller.scope(Devices.ROLE, Permission.CHANGE).contains(found.organization())) {
            // null: the server's default
            shown.put(
                    COMMUNITY,
                    secrets.community(found.sealedCommunity(), found.rowKey()).orElse(null));
        } else {
            shown.remove(COMMUNITY);
        }
        found.kept().stream()
                .filter(kept -> kept.module().areVisible())
                .findFirst()
                .ifPresent(kept -> shown.put("stored_in", kept.place()));
        found.imported().ifPresent(from -> shown.put("imported_from", from));
        return new Devices.Shown(new DeviceView(shown), id, found.version());
    }

    /** On Derby, which is in this process, others would only wait for a device that somebody is writing to. */
    private Optional<Found> read(long id) {
        return database.isPostgresql()
                ? shared.get(id)
                : Optional.ofNullable(find(Set.of(id)).get(id));
    }

    private Map<Long, Found> find(Set<Long> ids) {
        Map<Long, Found> found = rows(ids);
        Set<String> serials = new HashSet<>();
        found.values().stream().filter(Found::placed).forEach(device -> serials.addAll(device.serials()));
        if (serials.isEmpty()) {
            return found;
        }
        for (DevicePlacements module : placements) {
            Map<String, DevicePlacements.Place> places = module.of(serials);
            found.values().forEach(device -> device.serials().forEach(serial -> {
                DevicePlacements.Place place = places.get(serial);
                if (place != null) {
                    device.kept().add(new Kept(module, place));
                }
            }));
        }
        return found;
    }

    /**
     * From no more tables than needed; but the device may have been written together with the first row of another table, or
     * with a type that has changed: then all are read.
     */
    private Map<Long, Found> rows(Set<Long> ids) {
        Map<Long, Map<String, @Nullable Object>> known = types.now();
        String text = statement.text(known.isEmpty());
        Map<Long, Found> found = rows(ids, text, known);
        boolean same = types.now().equals(known) && text.equals(statement.text(known.isEmpty()));
        return same ? found : rows(ids, statement.whole(), Map.of());
    }

    /**
     * Nobody else is asked meanwhile, who might need a connection, too.
     *
     * @param known the types, by id; none if they are read as well
     */
    private Map<Long, Found> rows(Set<Long> ids, String text, Map<Long, Map<String, @Nullable Object>> known) {
        return database.run(connection -> {
            Map<Long, Found> found = new HashMap<>();
            AnyOf.queryOften(connection, text, ids, columns -> {
                Columns row = new Columns(columns);
                long id = row.number();
                Optional<ManagedSettings.Pending> pending = pending(row);
                Found device = found.get(id);
                if (device == null) {
                    device = found(id, row, known);
                    found.put(id, device);
                }
                pending.ifPresent(device.pending()::add);
            });
            found.values().forEach(device -> device.pending().sort(BY_PARAMETER));
            return found;
        });
    }

    /** Reads the columns in the order of {@link DetailStatement}, which is about that in which they are shown. */
    private Found found(long id, Columns row, Map<Long, Map<String, @Nullable Object>> known) throws SQLException {
        long organization = row.number();
        long version = row.number();
        String rowKey = row.required();
        String community = row.text();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", id);
        shown.put("name", row.text());
        shown.put("hostname", row.text());
        String serialNumber = row.required();
        shown.put("serial_number", serialNumber);
        shown.put("mac_address", row.text());
        shown.put(TYPE, type(row, known));
        shown.put("organization", null); // its place
        boolean up = row.is();
        shown.put("status", up);
        shown.put("last_status_change", row.instant());
        Instant bootedAt = row.instant();
        Instant lastSeen = row.instant();
        shown.put(
                "uptime",
                DevicePoll.uptime(bootedAt, lastSeen, up, clock.instant())
                        .map(Uptime::format)
                        .orElse(null));
        shown.put("pending_config", row.is());
        shown.put("pending_details", null); // its place
        shown.put("location", row.text());
        shown.put("description", row.text());
        shown.put("firmware_version", row.text());
        shown.put("management_ip", row.text());
        shown.put(COMMUNITY, null); // its place
        shown.put("created_at", row.instant());
        shown.put("updated_at", row.instant());
        shown.put("last_seen", lastSeen);
        shown.put("status_reason", row.text());
        shown.put("status_detail", row.text());
        maintenance(row).ifPresent(open -> shown.put("maintenance", open));
        shown.put("snmp", snmp(row).shown());
        shown.put("poll_interval_seconds", row.numberOrNull());
        shown.put("polling_enabled", row.is());
        shown.put("parent", row.numberOrNull());
        shown.put(LifeChecks.FIELD, new HelpersConverter().convertToEntityAttribute(row.text()));
        shown.put(
                "tags", new TagsConverter().convertToEntityAttribute(row.text()).names());
        String metadata = row.text();
        shown.put(DeviceMetadata.FIELD, metadata == null ? Map.of() : Json.read(metadata));
        Optional<String> observed = Optional.ofNullable(row.text());
        shown.put("serial_conflict", SerialConflicts.shown(serialNumber, observed));
        shown.put("booted_at", bootedAt);
        List<String> serials = new ArrayList<>(List.of(serialNumber));
        observed.ifPresent(serials::add);
        return new Found(
                organization,
                version,
                rowKey,
                community,
                shown,
                new ArrayList<>(),
                serials,
                new ArrayList<>(),
                imported(row),
                row.is());
    }

    private static @Nullable Map<String, @Nullable Object> type(
            Columns row, Map<Long, Map<String, @Nullable Object>> known) throws SQLException {
        long id = row.number();
        Map<String, @Nullable Object> read = KnownTypes.shown(id, row.text(), row.text(), row.text());
        return known.isEmpty() ? read : known.get(id);
    }

    private Organizations.Organization organization(long device, long id) {
        Organizations.Organization found = organizations.byIds(Set.of(id)).get(id);
        if (found == null) {
            throw new IllegalStateException("Device " + device + " is of organization " + id + ", which is gone");
        }
        return found;
    }

    /** A setting that the device does not have yet: each is a row of its own, the rest of which is the same. */
    private static Optional<ManagedSettings.Pending> pending(Columns row) throws SQLException {
        String parameter = row.text();
        String current = row.text();
        String desired = row.text();
        Instant requestedAt = row.instant();
        String requestedBy = row.text();
        return parameter == null || desired == null || requestedAt == null || requestedBy == null
                ? Optional.empty()
                : Optional.of(new ManagedSettings.Pending(parameter, current, desired, requestedAt, requestedBy));
    }

    private static Optional<Map<String, @Nullable Object>> maintenance(Columns row) throws SQLException {
        Map<String, @Nullable Object> open = new LinkedHashMap<>();
        Long window = row.numberOrNull();
        Instant since = row.instant();
        Instant until = row.instant();
        open.put("window", window);
        open.put("since", since);
        open.put("until", until);
        open.put("reason", row.text());
        return window == null || since == null || until == null ? Optional.empty() : Optional.of(open);
    }

    private static SnmpFields snmp(Columns row) throws SQLException {
        return new SnmpFields(
                row.required(),
                Math.toIntExact(row.number()),
                Math.toIntExact(row.number()),
                Math.toIntExact(row.number()),
                row.text(),
                row.text(),
                row.text(),
                row.text());
    }

    private static Optional<Map<String, @Nullable Object>> imported(Columns row) throws SQLException {
        Map<String, @Nullable Object> from = new LinkedHashMap<>();
        String source = row.text();
        from.put("source", source);
        from.put("external_id", row.text());
        from.put("missing_since", row.instant());
        return source == null ? Optional.empty() : Optional.of(from);
    }

    /** A row that is read from left to right: by name, each column would be searched for. */
    private static final class Columns {

        private final ResultSet row;
        private int read;

        Columns(ResultSet row) {
            this.row = row;
        }

        @Nullable
        String text() throws SQLException {
            return row.getString(++read);
        }

        String required() throws SQLException {
            String text = text();
            if (text == null) {
                throw new IllegalStateException("Column " + read + " has no value");
            }
            return text;
        }

        long number() throws SQLException {
            return row.getLong(++read);
        }

        @Nullable
        Long numberOrNull() throws SQLException {
            long number = number();
            return row.wasNull() ? null : number;
        }

        boolean is() throws SQLException {
            return row.getBoolean(++read);
        }

        @Nullable
        Instant instant() throws SQLException {
            return SqlInstant.get(row, ++read);
        }
    }
}
