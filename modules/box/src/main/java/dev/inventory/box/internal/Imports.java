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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes other systems' items, some hundreds at a time: one query finds those that are there. */
@ApplicationScoped
class Imports implements ItemImports {

    private static final int CHUNK = 500;

    @PersistenceContext
    EntityManager em;

    @Inject
    Items items;

    @Inject
    Caller caller;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<String, Outcome> take(String source, List<ImportedItem> imported) {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        for (int from = 0; from < imported.size(); from += CHUNK) {
            chunk(source, imported.subList(from, Math.min(from + CHUNK, imported.size())), outcomes);
        }
        return outcomes;
    }

    private void chunk(String source, List<ImportedItem> imported, Map<String, Outcome> outcomes) {
        Map<String, Item> known = known(source, imported);
        Instant now = clock.instant();
        for (ImportedItem each : imported) {
            Item item = known.get(each.externalId());
            if (item == null) {
                Item made = create(source, each, now);
                known.put(each.externalId(), made);
                outcomes.put(each.externalId(), Outcome.CREATED);
            } else {
                outcomes.merge(each.externalId(), refresh(item, each, source, now), Imports::foremost);
            }
        }
        em.flush();
        em.clear(); // what is written need not be held until the last chunk
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

    private Item create(String source, ImportedItem imported, Instant now) {
        ItemFields fields = fields(imported, null);
        Item item = Item.imported(
                PublicId.free(items::isTaken), fields, caller.username(), now, source, imported.externalId());
        em.persist(item);
        em.persist(new Movement(item.itemId(), null, fields, reason(source), caller.username(), now));
        audit.created("item", item.id(), item.audited());
        return item;
    }

    private Outcome refresh(Item item, ImportedItem imported, String source, Instant now) {
        ItemFields before = item.fields();
        Map<String, @Nullable Object> was = item.audited();
        item.refresh(fields(imported, before.boxId()));
        ItemFields after = item.fields();
        if (Objects.equals(before, after)) {
            return Outcome.UNCHANGED;
        }
        if (before.quantity() != after.quantity()) {
            em.persist(new Movement(item.itemId(), before, after, reason(source), caller.username(), now));
        }
        audit.changed("item", item.id(), was, item.audited());
        return Outcome.CHANGED;
    }

    /** Of an item that came twice in one import. */
    private static Outcome foremost(Outcome first, Outcome second) {
        return first.compareTo(second) < 0 ? first : second;
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
