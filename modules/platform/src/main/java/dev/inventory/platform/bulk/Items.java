package dev.inventory.platform.bulk;

import dev.inventory.platform.failure.Failure;
import dev.inventory.platform.failure.ItemFailures;
import dev.inventory.platform.persistence.BulkInsert;
import dev.inventory.platform.persistence.DatabaseFailure;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Work on many objects in one transaction. It is called inside the transaction, by the bean that began it and with that
 * bean's own methods: a failure that passed a transactional interceptor would end the work on the items after it.
 */
public final class Items {

    /** Ids in one condition; far below what either database takes. */
    private static final int BATCH = 500;

    private Items() {}

    /**
     * Does the work for each item, in order.
     *
     * @throws ItemFailures with all that failed, if anything did
     */
    public static <I, R> List<R> all(List<I> items, Function<I, R> work) {
        List<R> done = new ArrayList<>();
        List<Optional<Failure>> failures = new ArrayList<>();
        for (I item : items) {
            failures.add(attempt(() -> done.add(work.apply(item))));
        }
        if (done.size() < items.size()) {
            throw ItemFailures.of(failures);
        }
        return done;
    }

    /**
     * Does the work for each id, in another order than they were sent in.
     *
     * @param order the same ids in the order of the work
     * @throws ItemFailures with all that failed, in the order that they were sent in
     */
    public static void all(List<Long> ids, List<Long> order, Consumer<Long> work) {
        Map<Long, Failure> failed = new HashMap<>();
        order.forEach(id -> attempt(() -> work.accept(id)).ifPresent(failure -> failed.put(id, failure)));
        if (!failed.isEmpty()) {
            throw ItemFailures.of(
                    ids.stream().map(id -> Optional.ofNullable(failed.get(id))).toList());
        }
    }

    /**
     * Orders objects of a tree so that each comes after those below it.
     *
     * @param parents the parent of each object; null for a root
     */
    public static List<Long> childrenFirst(Map<Long, @Nullable Long> parents) {
        Set<Long> parentsFirst = new LinkedHashSet<>();
        for (Long id : parents.keySet()) {
            List<Long> path = new ArrayList<>();
            Long at = id;
            while (at != null && parents.containsKey(at) && !parentsFirst.contains(at) && !path.contains(at)) {
                path.add(0, at);
                at = parents.get(at);
            }
            parentsFirst.addAll(path);
        }
        List<Long> order = new ArrayList<>(parentsFirst);
        java.util.Collections.reverse(order);
        return order;
    }

    /**
     * Reads and locks the objects, so that finding each of them asks the database no more: by a few queries; on Derby, which
     * is in this process, one by one, since it would rather read a short table than look a list of ids up, and lock it as a
     * whole.
     */
    public static <E> void lock(EntityManager em, Class<E> entity, Collection<Long> ids) {
        List<Long> sorted = List.copyOf(new TreeSet<>(ids));
        if (!isPostgresql(em)) {
            sorted.forEach(id -> em.find(entity, id, LockModeType.PESSIMISTIC_WRITE));
            return;
        }
        for (int from = 0; from < sorted.size(); from += BATCH) {
            var unused = em.createQuery("SELECT e FROM " + entity.getSimpleName() + " e WHERE e.id IN :ids", entity)
                    .setParameter("ids", sorted.subList(from, Math.min(from + BATCH, sorted.size())))
                    .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                    .getResultList();
        }
    }

    private static boolean isPostgresql(EntityManager em) {
        try {
            return BulkInsert.isPostgresql(em.unwrap(Connection.class));
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /** Values in lists that are short enough for one condition. */
    public static <T> List<List<T>> batches(Collection<T> values) {
        List<T> all = List.copyOf(values);
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += BATCH) {
            batches.add(all.subList(from, Math.min(from + BATCH, all.size())));
        }
        return batches;
    }

    private static Optional<Failure> attempt(Runnable work) {
        try {
            work.run();
            return Optional.empty();
        } catch (Failure failure) {
            return Optional.of(failure);
        }
    }
}
