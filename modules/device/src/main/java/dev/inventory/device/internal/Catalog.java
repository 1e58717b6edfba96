package dev.inventory.device.internal;

import dev.inventory.device.DeviceCatalog;
import dev.inventory.device.DeviceSelection;
import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.listing.Criteria;
import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.persistence.AnyOf;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.RetriedOnContention;
import dev.inventory.platform.persistence.SqlInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers other modules' questions about what is in the inventory. */
@ApplicationScoped
@RetriedOnContention
class Catalog implements DeviceCatalog {

    private static final int CHUNK = 500;
    private static final String SUMMARY = "SELECT d.id, d.name, d.serialNumber, d.organizationId";
    private static final String ENTRY = "SELECT d.id, d.name, d.serial_number, t.model, d.firmware_version,"
            + " d.snmp_version, p.last_seen FROM device d JOIN device_type t ON t.id = d.type_id"
            + " JOIN device_poll p ON p.device_id = d.id WHERE d.id";
    private static final Predicate<String> IS_ID = text -> text.matches("\\d{1,18}");

    @PersistenceContext
    EntityManager em;

    @Inject
    Database database;

    @Inject
    DeviceListings listings;

    @Override
    @Transactional
    public long count(DeviceSelection selection, OrganizationScope scope) {
        return query("SELECT COUNT(d.id)", Long.class, criteria(selection, scope), "")
                .getSingleResult();
    }

    @Override
    @Transactional
    public List<Long> ids(DeviceSelection selection, OrganizationScope scope) {
        return query("SELECT d.id", Long.class, criteria(selection, scope), " ORDER BY d.id")
                .getResultList();
    }

    @Override
    @Transactional
    public List<Summary> page(DeviceSelection selection, OrganizationScope scope, long after, int max) {
        return query(SUMMARY, Object[].class, criteria(selection, scope).and("d.id > ?", after), " ORDER BY d.id")
                .setMaxResults(max)
                .getResultStream()
                .map(Catalog::summary)
                .toList();
    }

    @Override
    @Transactional
    public Map<Long, Summary> byIds(Collection<Long> ids) {
        Map<Long, Summary> found = new LinkedHashMap<>();
        List<Long> all = new ArrayList<>(ids);
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<Long> chunk = all.subList(from, Math.min(from + CHUNK, all.size()));
            em.createQuery(SUMMARY + " FROM Device d WHERE d.id IN :ids", Object[].class)
                    .setParameter("ids", chunk)
                    .getResultList()
                    .forEach(row -> found.put((Long) row[0], summary(row)));
        }
        return found;
    }

    private static Summary summary(Object[] row) {
        return new Summary((Long) row[0], (String) row[1], (String) row[2], (Long) row[3]);
    }

    @Override
    @Transactional
    public Map<Long, Entry> entries(Collection<Long> ids) {
        Map<Long, Entry> found = new LinkedHashMap<>();
        return database.run(connection -> {
            AnyOf.query(connection, ENTRY, List.of(), ids, row -> found.put(row.getLong("id"), entry(row)));
            return found;
        });
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("id"),
                row.getString("name"),
                row.getString("serial_number"),
                row.getString("model"),
                Optional.ofNullable(row.getString("firmware_version")),
                row.getString("snmp_version"),
                Optional.ofNullable(SqlInstant.get(row, "last_seen")));
    }

    @Override
    @Transactional
    public Optional<Sighting> withSerial(String serialNumber, OrganizationScope scope) {
        return sighting("d.serialNumber = ?", serialNumber, scope)
                .or(() -> sighting("p.observedSerial = ?", serialNumber, scope));
    }

    @Override
    @Transactional
    public Optional<Sighting> withId(long id, OrganizationScope scope) {
        return sighting("d.id = ?", id, scope);
    }

    @Override
    @Transactional
    public Optional<Sighting> withMac(String macAddress, OrganizationScope scope) {
        return Hostnames.mac(macAddress).flatMap(mac -> sighting("d.macAddress = ?", mac, scope));
    }

    private Optional<Sighting> sighting(String condition, Object value, OrganizationScope scope) {
        Criteria criteria = new Criteria().and(condition, value).within(scope, "d.organizationId");
        TypedQuery<Object[]> query = em.createQuery(
                "SELECT d.id, d.name, d.status, p.lastSeen FROM Device d JOIN DevicePoll p ON p.deviceId = d.id"
                        + criteria.where() + " ORDER BY d.id",
                Object[].class);
        criteria.parameters().forEach(query::setParameter);
        return query.setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(row -> new Sighting(
                        (Long) row[0], (String) row[1], (Boolean) row[2], Optional.ofNullable((Instant) row[3])));
    }

    @Override
    @Transactional
    public Set<String> unknownTypes(Collection<String> types) {
        Set<String> unknown = new LinkedHashSet<>(types);
        em.createQuery("SELECT t.id, t.slug FROM DeviceType t", Object[].class)
                .getResultList()
                .forEach(row -> {
                    unknown.remove(String.valueOf(row[0]));
                    unknown.remove((String) row[1]);
                });
        return unknown;
    }

    @Override
    public Map<String, List<String>> wrongFilters(Map<String, String> filters) {
        if (filters.isEmpty()) {
            return Map.of();
        }
        try {
            ListQuery unused = ListQuery.filters(listings.devices(), filters);
            return Map.of();
        } catch (Rejected rejected) {
            Map<String, List<String>> wrong = new LinkedHashMap<>();
            if (rejected.fields().get("filters") instanceof Map<?, ?> errors) {
                errors.forEach((name, messages) -> wrong.put(String.valueOf(name), messages(messages)));
            }
            return wrong;
        }
    }

    private static List<String> messages(@Nullable Object messages) {
        return messages instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(messages));
    }

    private Criteria criteria(DeviceSelection selection, OrganizationScope scope) {
        // the list of devices is read from the same entities under the same names
        Criteria criteria = selection.filters().isEmpty()
                ? new Criteria()
                : ListQuery.filters(listings.devices(), selection.filters()).criteria();
        criteria.within(scope, "d.organizationId");
        if (!selection.types().isEmpty()) {
            Set<Long> ids =
                    selection.types().stream().filter(IS_ID).map(Long::valueOf).collect(Collectors.toSet());
            Set<String> slugs =
                    selection.types().stream().filter(IS_ID.negate()).collect(Collectors.toSet());
            // an empty IN list is no SQL; these values meet nothing
            criteria.and(
                    "(t.id IN ? OR t.slug IN ?)",
                    ids.isEmpty() ? List.of(-1L) : List.copyOf(ids),
                    slugs.isEmpty() ? List.of("") : List.copyOf(slugs));
        }
        if (!selection.states().isEmpty()) {
            List<String> states = new ArrayList<>();
            if (selection.states().contains("up")) {
                states.add("d.status = TRUE");
            }
            if (selection.states().contains("down")) {
                states.add("d.status = FALSE");
            }
            if (selection.states().contains("pending")) {
                states.add("d.pendingConfig = TRUE");
            }
            criteria.and(states.isEmpty() ? Criteria.nothing("d.id") : "(" + String.join(" OR ", states) + ")");
        }
        if (!selection.serialNumbers().isEmpty()) {
            criteria.in("d.serialNumber", selection.serialNumbers());
        }
        if (!selection.ids().isEmpty()) {
            criteria.in("d.id", selection.ids());
        }
        return criteria;
    }

    private <T> TypedQuery<T> query(String select, Class<T> type, Criteria criteria, String order) {
        String where = criteria.where();
        TypedQuery<T> query = em.createQuery(select + listings.devices().from(where) + where + order, type);
        criteria.parameters().forEach(query::setParameter);
        return query;
    }
}
