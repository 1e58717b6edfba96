package dev.inventory.box.internal;

import dev.inventory.box.ItemImports;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.persistence.AnyOf;
import dev.inventory.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes other systems' items. New ones come many at a time ({@link NewItems}), since that is how a whole stock comes in;
 * those that change are few, and change as the entity says.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class ImportedItems implements ItemImports {

    private static final String TYPE = "item";

    /** So few that Derby locks rows and not the table, and that an IN of them is no burden. */
    private static final int PORTION = 500;

    private static final String KNOWN = "SELECT id, external_id, fingerprint, missing_epoch_millis FROM item";

    @PersistenceContext
    EntityManager em;

    @Inject
    Database database;

    @Inject
    Caller caller;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    @Inject
    NewItems newItems;

    @Override
    public Map<String, Known> known(String source, Collection<String> externalIds) {
        Map<String, Known> known = new HashMap<>();
        return database.run(connection -> {
            AnyOf.query(connection, KNOWN + " WHERE source = ? AND external_id", List.of(source), externalIds, rows -> {
                Known each = known(rows);
                known.put(each.externalId(), each);
            });
            return known;
        });
    }

    @Override
    public Map<String, Taken> take(String source, List<ImportedItem> imported, Map<String, Known> known) {
        Map<String, Taken> taken = new LinkedHashMap<>();
        Map<String, Item> there = new HashMap<>();
        List<String> ids = imported.stream()
                .map(ImportedItem::externalId)
                .filter(known::containsKey)
                .toList();
        for (List<String> portion : portions(ids)) {
            there.putAll(entities(source, portion, LockModeType.PESSIMISTIC_WRITE));
        }
        Instant now = clock.instant();
        String by = caller.username();
        List<ImportedItem> missing = new ArrayList<>();
        for (ImportedItem each : imported) {
            Item item = there.get(each.externalId());
            if (item == null) {
                missing.add(each);
            } else {
                taken.put(each.externalId(), refresh(item, each, source, by, now));
            }
        }
        em.flush();
        em.clear(); // what is written need not be held until the last portion
        newItems.write(source, missing, by, now)
                .forEach((externalId, id) -> taken.put(externalId, Taken.of(id, Outcome.CREATED)));
        return taken;
    }

    @Override
    public Map<String, Difference> compare(String source, List<ImportedItem> imported) {
        Map<String, Difference> differences = new LinkedHashMap<>();
        Map<String, Item> there = new HashMap<>();
        for (List<String> portion :
                portions(imported.stream().map(ImportedItem::externalId).toList())) {
            there.putAll(entities(source, portion, LockModeType.NONE));
        }
        for (ImportedItem each : imported) {
            Item item = there.get(each.externalId());
            differences.put(each.externalId(), item == null ? created(each, source) : changed(item, each));
        }
        em.clear();
        return differences;
    }

    @Override
    public long count(String source) {
        return em.createQuery("SELECT COUNT(i.id) FROM Item i WHERE i.source = :source", Long.class)
                .setParameter("source", source)
                .getSingleResult();
    }

    @Override
    public List<Known> following(String source, String after, int max) {
        return database.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    KNOWN + " WHERE source = ? AND external_id > ? ORDER BY external_id FETCH NEXT ? ROWS ONLY")) {
                select.setString(1, source);
                select.setString(2, after);
                select.setInt(3, max);
                List<Known> following = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        following.add(known(rows));
                    }
                }
                return following;
            }
        });
    }

    @Override
    public void markMissing(Collection<Long> ids) {
        for (List<Long> portion : portions(List.copyOf(ids))) {
            em.createQuery("UPDATE Item i SET i.missingEpochMillis = :now, i.version = i.version + 1"
                            + " WHERE i.id IN :ids AND i.missingEpochMillis IS NULL")
                    .setParameter("now", clock.instant().toEpochMilli())
                    .setParameter("ids", portion)
                    .executeUpdate();
        }
    }

    @Override
    public Map<Long, String> remove(Collection<Long> ids) {
        Map<Long, String> stay = new LinkedHashMap<>();
        Instant now = clock.instant();
        String by = caller.username();
        for (List<Long> portion : portions(List.copyOf(ids))) {
            List<Item> items = em.createQuery("SELECT i FROM Item i WHERE i.id IN :ids", Item.class)
                    .setParameter("ids", portion)
                    .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                    .getResultList();
            for (Item item : items) {
                if (item.reserved() > 0) {
                    stay.put(item.id(), "The item has reservations, which must be released before");
                } else {
                    em.persist(new Movement(
                            item.itemId(), item.fields(), null, "Gone from where it came from", by, null, now));
                    audit.deleted(TYPE, item.id(), item.audited());
                    em.remove(item);
                }
            }
            em.flush();
            em.clear();
        }
        return stay;
    }

    private static Known known(ResultSet rows) throws SQLException {
        return new Known(
                rows.getLong("id"),
                rows.getString("external_id"),
                rows.getLong("fingerprint"),
                rows.getObject("missing_epoch_millis") != null);
    }

    private Map<String, Item> entities(String source, Collection<String> externalIds, LockModeType lock) {
        return em.createQuery(
                        "SELECT i FROM Item i WHERE i.source = :source AND i.externalId IN :externalIds", Item.class)
                .setParameter("source", source)
                .setParameter("externalIds", externalIds)
                .setLockMode(lock)
                .getResultStream()
                .collect(Collectors.toMap(item -> item.externalId().orElseThrow(), item -> item));
    }

    private Taken refresh(Item item, ImportedItem imported, String source, String by, Instant now) {
        ItemFields before = item.fields();
        Map<String, @Nullable Object> was = item.audited();
        boolean wasMissing = item.isMissing();
        item.refresh(imported);
        Map<String, @Nullable Object> is = item.audited();
        if (was.equals(is)) {
            return Taken.of(item.id(), wasMissing ? Outcome.CHANGED : Outcome.UNCHANGED);
        }
        if (before.quantity() != item.fields().quantity()) {
            em.persist(new Movement(item.itemId(), before, item.fields(), NewItems.reason(source), by, null, now));
        }
        audit.changed(TYPE, item.id(), was, is);
        return Taken.of(item.id(), Outcome.CHANGED);
    }

    private static Difference created(ImportedItem imported, String source) {
        Map<String, @Nullable Object> after = new LinkedHashMap<>();
        Item.imported("", imported, "", Instant.EPOCH, source).audited().forEach((name, value) -> {
            if (value != null && !name.equals("item_id")) {
                after.put(name, value);
            }
        });
        return new Difference(Outcome.CREATED, Map.of(), after);
    }

    private static Difference changed(Item item, ImportedItem imported) {
        Map<String, @Nullable Object> before = new LinkedHashMap<>();
        Map<String, @Nullable Object> after = new LinkedHashMap<>();
        Map<String, @Nullable Object> was = item.audited();
        item.auditedAfter(imported).forEach((name, value) -> {
            if (!Objects.equals(was.get(name), value)) {
                before.put(name, was.get(name));
                after.put(name, value);
            }
        });
        boolean changes = !after.isEmpty() || item.isMissing();
        return new Difference(changes ? Outcome.CHANGED : Outcome.UNCHANGED, before, after);
    }

    private static <T> List<List<T>> portions(List<T> all) {
        List<List<T>> portions = new ArrayList<>();
        for (int from = 0; from < all.size(); from += PORTION) {
            portions.add(all.subList(from, Math.min(from + PORTION, all.size())));
        }
        return portions;
    }
}
