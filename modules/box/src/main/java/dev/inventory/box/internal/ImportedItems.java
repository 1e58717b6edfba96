package dev.inventory.box.internal;

import dev.inventory.box.ItemImports;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.persistence.AnyOf;
import dev.inventory.platform.persistence.BulkInsert;
import dev.inventory.platform.persistence.BulkInsert.Column;
import dev.inventory.platform.persistence.BulkInsert.SqlType;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes other systems' items. New ones are inserted many at a time, past JPA, since that is how a whole stock comes in;
 * those that change are few, and change as the entity says.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class ImportedItems implements ItemImports {

    private static final String TYPE = "item";

    /** So few that Derby locks rows and not the table, and that an IN of them is no burden. */
    private static final int PORTION = 500;

    private static final BulkInsert ITEMS = new BulkInsert(
            "item",
            new Column("item_id", SqlType.TEXT),
            new Column("mfg_part_number", SqlType.TEXT),
            new Column("quantity", SqlType.INTEGER),
            new Column("reserved", SqlType.INTEGER),
            new Column("description", SqlType.TEXT),
            new Column("digikey_part_number", SqlType.TEXT),
            new Column("mouser_part_number", SqlType.TEXT),
            new Column("jlcpcb_part_number", SqlType.TEXT),
            new Column("serial_number", SqlType.TEXT),
            new Column("created_by", SqlType.TEXT),
            new Column("created_epoch_millis", SqlType.BIGINT),
            new Column("source", SqlType.TEXT),
            new Column("external_id", SqlType.TEXT),
            new Column("edited_fields", SqlType.TEXT),
            new Column("location", SqlType.TEXT),
            new Column("fingerprint", SqlType.BIGINT),
            new Column("version", SqlType.BIGINT));

    private static final BulkInsert MOVEMENTS = new BulkInsert(
            "item_movement",
            new Column("item_id", SqlType.TEXT),
            new Column("delta", SqlType.INTEGER),
            new Column("quantity", SqlType.INTEGER),
            new Column("reason", SqlType.TEXT),
            new Column("created_by", SqlType.TEXT),
            new Column("created_epoch_millis", SqlType.BIGINT));

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
    public Map<String, Taken> take(String source, List<ImportedItem> imported) {
        Map<String, Taken> taken = new LinkedHashMap<>();
        Map<String, Item> there = new HashMap<>();
        List<String> ids = imported.stream().map(ImportedItem::externalId).toList();
        Set<String> known = known(source, ids).keySet();
        for (List<String> portion : portions(List.copyOf(known))) {
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
        create(source, missing, by, now)
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
    public List<Known> following(String source, long afterId, int max) {
        return database.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    KNOWN + " WHERE source = ? AND id > ? ORDER BY id FETCH NEXT ? ROWS ONLY")) {
                select.setString(1, source);
                select.setLong(2, afterId);
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

    /** @return the items' numbers by their external ids */
    private Map<String, Long> create(String source, List<ImportedItem> imported, String by, Instant now) {
        Map<String, Long> created = new HashMap<>();
        if (imported.isEmpty()) {
            return created;
        }
        Map<String, Item> byItemId = new LinkedHashMap<>();
        var free = freeIds(imported.size()).iterator();
        List<@Nullable Object[]> items = new ArrayList<>(imported.size());
        List<@Nullable Object[]> movements = new ArrayList<>(imported.size());
        for (ImportedItem each : imported) {
            String itemId = free.next();
            byItemId.put(itemId, Item.imported(itemId, each, by, now, source));
            items.add(new @Nullable Object[] {
                itemId,
                each.mfgPartNumber(),
                each.quantity(),
                0,
                each.description(),
                each.digikeyPartNumber(),
                each.mouserPartNumber(),
                each.jlcpcbPartNumber(),
                each.serialNumber(),
                by,
                now.toEpochMilli(),
                source,
                each.externalId(),
                "",
                each.location(),
                each.fingerprint(),
                1L
            });
            movements.add(new @Nullable Object[] {
                itemId, each.quantity(), each.quantity(), reason(source), by, now.toEpochMilli()
            });
        }
        Map<Long, Map<String, @Nullable Object>> audited = new LinkedHashMap<>();
        database.run(connection -> {
            ITEMS.write(connection, items);
            MOVEMENTS.write(connection, movements);
            AnyOf.query(
                    connection, "SELECT id, item_id FROM item WHERE item_id", List.of(), byItemId.keySet(), rows -> {
                        Item item = Objects.requireNonNull(byItemId.get(rows.getString(2)));
                        audited.put(rows.getLong(1), item.audited());
                        created.put(item.externalId().orElseThrow(), rows.getLong(1));
                    });
            return created;
        });
        audit.createdAll(TYPE, audited);
        return created;
    }

    /** As many ids as that, which no item has, by one query. */
    private Set<String> freeIds(int count) {
        Set<String> free = new LinkedHashSet<>();
        while (free.size() < count) {
            free.add(PublicId.draw());
            if (free.size() == count) {
                database.run(connection -> {
                    Set<String> drawn = new LinkedHashSet<>(free);
                    AnyOf.query(
                            connection,
                            "SELECT item_id FROM item WHERE item_id",
                            List.of(),
                            drawn,
                            rows -> free.remove(rows.getString(1)));
                    return free;
                });
            }
        }
        return free;
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
            em.persist(new Movement(item.itemId(), before, item.fields(), reason(source), by, null, now));
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

    private static String reason(String source) {
        return "Imported from " + source;
    }

    private static <T> List<List<T>> portions(List<T> all) {
        List<List<T>> portions = new ArrayList<>();
        for (int from = 0; from < all.size(); from += PORTION) {
            portions.add(all.subList(from, Math.min(from + PORTION, all.size())));
        }
        return portions;
    }
}
