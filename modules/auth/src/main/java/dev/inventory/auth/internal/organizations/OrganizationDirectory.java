package dev.inventory.auth.internal.organizations;

import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads what is asked about organizations, in the caller's transaction or in one of its own. */
@ApplicationScoped
@RetriedOnContention
@Transactional
public class OrganizationDirectory {

    /** Ids in one condition; far below what either database takes. */
    private static final int BATCH = 500;

    @PersistenceContext
    EntityManager em;

    /** The organizations with these ids; an id that does not exist is missing from the answer. */
    Map<Long, Organizations.Organization> byIds(Collection<Long> ids) {
        Map<Long, Organizations.Organization> found = new HashMap<>();
        List<Long> distinct = List.copyOf(new HashSet<>(ids));
        for (int from = 0; from < distinct.size(); from += BATCH) {
            em.createQuery("SELECT o.id, o.name, o.contactEmail FROM Organization o WHERE o.id IN :ids", Object[].class)
                    .setParameter("ids", distinct.subList(from, Math.min(from + BATCH, distinct.size())))
                    .getResultList()
                    .forEach(row -> found.put(
                            (Long) row[0],
                            new Organizations.Organization((Long) row[0], (String) row[1], (String) row[2])));
        }
        return found;
    }

    /** The organizations with these names, in any case, by their names in small letters. */
    Map<String, Organizations.Organization> byNames(Collection<String> names) {
        Map<String, Organizations.Organization> found = new HashMap<>();
        List<String> distinct = names.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        for (int from = 0; from < distinct.size(); from += BATCH) {
            em.createQuery(
                            "SELECT o.id, o.name, o.contactEmail, o.nameLower FROM Organization o"
                                    + " WHERE o.nameLower IN :names",
                            Object[].class)
                    .setParameter("names", distinct.subList(from, Math.min(from + BATCH, distinct.size())))
                    .getResultList()
                    .forEach(row -> found.put(
                            (String) row[3],
                            new Organizations.Organization((Long) row[0], (String) row[1], (String) row[2])));
        }
        return found;
    }

    /** An organization's id and those of everything above it; empty if it does not exist. */
    Set<Long> withAncestors(long id) {
        Set<Long> line = new HashSet<>();
        em.createQuery("SELECT o.ancestors FROM Organization o WHERE o.id = :id", String.class)
                .setParameter("id", id)
                .getResultStream()
                .forEach(ancestors -> {
                    line.add(id);
                    Arrays.stream(ancestors.split("/"))
                            .filter(step -> !step.isEmpty())
                            .forEach(step -> line.add(Long.valueOf(step)));
                });
        return line;
    }

    /** Each of the organizations, by id, with itself and everything under it; all of them by one query. */
    public Map<Long, Set<Long>> withDescendants(Set<Long> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        List<Long> asked = List.copyOf(ids);
        List<String> conditions = new ArrayList<>(List.of("o.id IN :ids"));
        for (int i = 0; i < asked.size(); i++) {
            conditions.add("o.ancestors LIKE :under" + i);
        }
        TypedQuery<Object[]> query = em.createQuery(
                "SELECT o.id, o.ancestors FROM Organization o WHERE " + String.join(" OR ", conditions),
                Object[].class);
        query.setParameter("ids", asked);
        for (int i = 0; i < asked.size(); i++) {
            query.setParameter("under" + i, "%" + step(asked.get(i)) + "%");
        }
        Map<Long, Set<Long>> trees = new HashMap<>();
        for (Object[] row : query.getResultList()) {
            Long id = (Long) row[0];
            String path = row[1] + id.toString() + "/";
            for (Long top : asked) {
                if (path.contains(step(top))) {
                    trees.computeIfAbsent(top, t -> new HashSet<>()).add(id);
                }
            }
        }
        return trees;
    }

    private static String step(long id) {
        return "/" + id + "/";
    }
}
