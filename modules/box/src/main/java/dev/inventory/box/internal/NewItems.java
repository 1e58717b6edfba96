package dev.inventory.box.internal;

import dev.inventory.box.ItemImports.ImportedItem;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.persistence.AnyOf;
import dev.inventory.platform.persistence.BulkInsert;
import dev.inventory.platform.persistence.BulkInsert.Column;
import dev.inventory.platform.persistence.BulkInsert.SqlType;
import dev.inventory.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Inserts other systems' new items past JPA, with a movement and an audit entry for each. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class NewItems {

    private static final String TYPE = "item";

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

    @Inject
    Database database;

    @Inject
    Audit audit;

    /** @return the items' numbers by their external ids */
    Map<String, Long> write(String source, List<ImportedItem> imported, String by, Instant now) {
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
            ITEMS.writeNumbered(connection, items, "", "item_id", (itemId, id) -> {
                Item item = Objects.requireNonNull(byItemId.get(itemId));
                audited.put(id, item.audited());
                created.put(item.externalId().orElseThrow(), id);
            });
            MOVEMENTS.write(connection, movements);
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

    static String reason(String source) {
        return "Imported from " + source;
    }
}
