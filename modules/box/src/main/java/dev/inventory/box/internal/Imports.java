package dev.inventory.box.internal;

import dev.inventory.box.ItemImports;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.audit.Audit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes other systems' items, some hundreds at a time: one query finds those that are there. */
@ApplicationScoped
class Imports implements ItemImports {

    private static final int CHUNK = 500;
    private static final String TYPE = "item";

    @PersistenceContext
    EntityManager em;

    @Inject
    Movements movements;

    @Inject
    Caller caller;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<String, Outcome> take(String source, List<ImportedItem> imported) {
        Map<String, ImportedItem> byId = new LinkedHashMap<>(); // of one that comes twice the last counts
        imported.forEach(each -> byId.put(each.externalId(), each));
        List<ImportedItem> distinct = List.copyOf(byId.values());
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        for (int from = 0; from < distinct.size(); from += CHUNK) {
            chunk(source, distinct.subList(from, Math.min(from + CHUNK, distinct.size())), outcomes);
        }
        return outcomes;
    }

    private void chunk(String source, List<ImportedItem> imported, Map<String, Outcome> outcomes) {
        Map<String, Item> known = known(source, imported);
        Iterator<String> ids = freeIds(imported.size()).iterator();
        List<Item> made = new ArrayList<>();
        Instant now = clock.instant();
        for (ImportedItem each : imported) {
            Item item = known.get(each.externalId());
            if (item == null) {
                item = create(ids.next(), source, each, now);
                made.add(item);
                outcomes.put(each.externalId(), Outcome.CREATED);
            } else {
                outcomes.put(each.externalId(), refresh(item, each, source));
            }
        }
        em.flush(); // which tells the new rows' numbers
        made.forEach(item -> audit.created(TYPE, item.id(), item.audited()));
        em.flush();
        em.clear(); // what is written need not be held until the last chunk
    }

    /** As many ids as that, which no item has, by one query. */
    private Set<String> freeIds(int count) {
        Set<String> free = new LinkedHashSet<>();
        while (free.size() < count) {
            free.add(PublicId.draw());
            if (free.size() == count) {
                free.removeAll(em.createQuery("SELECT i.itemId FROM Item i WHERE i.itemId IN :ids", String.class)
                        .setParameter("ids", List.copyOf(free))
                        .getResultList());
            }
        }
        return free;
    }

    private Map<String, Item> known(String source, List<ImportedItem> imported) {
        return em.createQuery(
                        "SELECT i FROM Item i WHERE i.source = :source AND i.externalId IN :externalIds", Item.class)
                .setParameter("source", source)
                .setParameter(
                        "externalIds",
                        imported.stream()
                                .map(ImportedItem::externalId)
                                .distinct()
                                .toList())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .collect(Collectors.toMap(item -> item.externalId().orElseThrow(), item -> item));
    }

    private Item create(String itemId, String source, ImportedItem imported, Instant now) {
        ItemFields fields = fields(imported, null);
        Item item = Item.imported(itemId, fields, caller.username(), now, source, imported.externalId());
        em.persist(item);
        movements.note(itemId, null, fields, reason(source));
        return item;
    }

    private Outcome refresh(Item item, ImportedItem imported, String source) {
        ItemFields before = item.fields();
        Map<String, @Nullable Object> was = item.audited();
        item.refresh(fields(imported, before.boxId()));
        ItemFields after = item.fields();
        if (Objects.equals(before, after)) {
            return Outcome.UNCHANGED;
        }
        if (before.quantity() != after.quantity()) {
            movements.note(item.itemId(), before, after, reason(source));
        }
        audit.changed(TYPE, item.id(), was, item.audited());
        return Outcome.CHANGED;
    }

    private static ItemFields fields(ImportedItem imported, @Nullable String boxId) {
        return new ItemFields(
                boxId,
                imported.mfgPartNumber(),
                imported.quantity(),
                imported.description(),
                imported.digikeyPartNumber(),
                imported.mouserPartNumber(),
                imported.jlcpcbPartNumber(),
                imported.serialNumber());
    }

    private static String reason(String source) {
        return "Imported from " + source;
    }
}
