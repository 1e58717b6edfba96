package dev.inventory.connection.internal.sync;

import dev.inventory.connection.internal.mapping.Mapped;
import dev.inventory.platform.imports.Imports.Difference;
import dev.inventory.platform.imports.Imports.Known;
import dev.inventory.platform.imports.Imports.Outcome;
import dev.inventory.platform.imports.Imports.Taken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongPredicate;

/**
 * Takes the records of one batch, in the caller's transaction. What says the same as the last time, by its fingerprint, is
 * not even read.
 *
 * @param <T> what a record becomes
 */
final class BatchWriting<T> {

    private final SyncTarget<T> target;
    private final String source;
    private final List<Long> ids = new ArrayList<>();
    private final List<Map<String, Object>> diff = new ArrayList<>();
    private final List<RecordError> refused = new ArrayList<>();

    BatchWriting(SyncTarget<T> target, String source) {
        this.target = target;
        this.source = source;
    }

    BatchResult write(Batch batch, LongPredicate seen, boolean dryRun) {
        List<String> named = new ArrayList<>();
        batch.records().forEach(record -> named.add(record.externalId()));
        batch.errors().stream().filter(RecordError::isNamed).forEach(error -> named.add(error.record()));
        Map<String, Known> known = target.imports().known(source, named);
        // a record that is broken is not gone
        batch.errors().stream()
                .map(error -> known.get(error.record()))
                .filter(Objects::nonNull)
                .forEach(there -> ids.add(there.id()));
        List<T> others = new ArrayList<>();
        long unchanged = 0;
        for (Mapped record : batch.records()) {
            Known there = known.get(record.externalId());
            if (there != null && seen.test(there.id())) {
                refused.add(new RecordError(record.externalId(), null, "The same id came before in this run"));
                continue;
            }
            if (there != null) {
                ids.add(there.id());
            }
            T object = target.object().apply(record);
            if (there != null
                    && !there.missing()
                    && there.fingerprint() == target.fingerprint().applyAsLong(object)) {
                unchanged++;
            } else {
                others.add(object);
            }
        }
        Counts counts = dryRun ? compare(others) : take(others, known);
        long failed = (long) batch.errors().size() + refused.size();
        return new BatchResult(
                counts.plus(new Counts(
                        (long) batch.records().size() + batch.errors().size(),
                        0,
                        0,
                        unchanged,
                        0,
                        failed,
                        batch.skipped())),
                ids,
                refused,
                diff);
    }

    private Counts take(List<T> objects, Map<String, Known> known) {
        long created = 0;
        long updated = 0;
        long unchanged = 0;
        for (Map.Entry<String, Taken> entry : taken(objects, known).entrySet()) {
            Taken taken = entry.getValue();
            switch (taken.outcome()) {
                case CREATED -> created++;
                case CHANGED -> updated++;
                case UNCHANGED -> unchanged++;
                case REFUSED -> refused.add(new RecordError(entry.getKey(), taken.field(), taken.refusal()));
            }
            if (taken.outcome() == Outcome.CREATED) {
                ids.add(taken.id());
            }
        }
        return new Counts(0, created, updated, unchanged, 0, 0, 0);
    }

    private Map<String, Taken> taken(List<T> objects, Map<String, Known> known) {
        return objects.isEmpty() ? Map.of() : target.imports().take(source, objects, known);
    }

    private Counts compare(List<T> objects) {
        long created = 0;
        long updated = 0;
        long unchanged = 0;
        if (!objects.isEmpty()) {
            for (Map.Entry<String, Difference> entry :
                    target.imports().compare(source, objects).entrySet()) {
                Difference difference = entry.getValue();
                switch (difference.outcome()) {
                    case CREATED -> created++;
                    case CHANGED -> updated++;
                    default -> unchanged++;
                }
                if (difference.outcome() != Outcome.UNCHANGED) {
                    Map<String, Object> shown = new LinkedHashMap<>();
                    shown.put("record", entry.getKey());
                    shown.put("action", difference.outcome() == Outcome.CREATED ? "create" : "update");
                    shown.put("before", difference.before());
                    shown.put("after", difference.after());
                    diff.add(shown);
                }
            }
        }
        return new Counts(0, created, updated, unchanged, 0, 0, 0);
    }
}
