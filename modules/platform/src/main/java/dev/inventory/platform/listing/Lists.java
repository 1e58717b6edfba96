package dev.inventory.platform.listing;

import dev.inventory.platform.web.Links;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages: one query for the count, one for the rows (only the shown columns), one per nesting. Called inside the
 * module's transaction.
 */
@ApplicationScoped
public class Lists {

    @PersistenceContext
    EntityManager em;

    @Inject
    Links links;

    /** The page that a list request asks for, with links to its neighbours. */
    public Page page(ListQuery query, UriInfo uri) {
        long count = count(query);
        List<Map<String, @Nullable Object>> rows =
                query.offset() >= count ? List.of() : rows(query, (int) query.offset(), query.limit());
        return new Page(count, next(query, uri, count), previous(query, uri), rows);
    }

    /** How many objects match. */
    public long count(ListQuery query) {
        Listing listing = query.listing();
        TypedQuery<Long> counting = em.createQuery(
                "SELECT COUNT(" + listing.idPath() + ")" + listing.from()
                        + query.criteria().where(),
                Long.class);
        query.criteria().parameters().forEach(counting::setParameter);
        return counting.getSingleResult();
    }

    /** The first row of what a list request asks for. */
    public Optional<Map<String, @Nullable Object>> first(ListQuery query) {
        return rows(query, 0, 1).stream().findFirst();
    }

    /** The ids of the page's objects, in order; for what must happen to them before they are shown. */
    public List<Long> ids(ListQuery query) {
        Listing listing = query.listing();
        TypedQuery<Long> ids = em.createQuery(
                "SELECT " + listing.idPath() + listing.from() + query.criteria().where() + query.orderBy(), Long.class);
        query.criteria().parameters().forEach(ids::setParameter);
        return ids.setFirstResult((int) query.offset())
                .setMaxResults(query.limit())
                .getResultList();
    }

    /** The ids of all objects that match, whatever the page; of more than {@code max} the first {@code max + 1}. */
    public List<Long> allIds(ListQuery query, int max) {
        Listing listing = query.listing();
        TypedQuery<Long> ids = em.createQuery(
                "SELECT " + listing.idPath() + listing.from() + query.criteria().where() + " ORDER BY "
                        + listing.idPath(),
                Long.class);
        query.criteria().parameters().forEach(ids::setParameter);
        return ids.setMaxResults(max + 1).getResultList();
    }

    private List<Map<String, @Nullable Object>> rows(ListQuery query, int first, int max) {
        Listing listing = query.listing();
        List<Listing.Field> shown = listing.shown();
        String select = shown.stream().map(Listing.Field::path).collect(Collectors.joining(", "));
        TypedQuery<Object[]> reading = em.createQuery(
                "SELECT " + select + listing.from() + query.criteria().where() + query.orderBy(), Object[].class);
        query.criteria().parameters().forEach(reading::setParameter);
        List<Object[]> columns =
                reading.setFirstResult(first).setMaxResults(max).getResultList();
        List<Map<String, @Nullable Object>> rows = new ArrayList<>(columns.size());
        columns.forEach(row -> rows.add(row(shown, row)));
        nest(listing, shown, rows);
        return rows;
    }

    private static Map<String, @Nullable Object> row(List<Listing.Field> shown, Object[] columns) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.length; i++) {
            String name = shown.get(i).name();
            int dot = name.indexOf('.');
            if (dot < 0) {
                row.put(name, columns[i]);
            } else {
                nestedMap(row, name.substring(0, dot)).put(name.substring(dot + 1), columns[i]);
            }
        }
        return row;
    }

    @SuppressWarnings("unchecked") // only this class fills the row
    private static Map<String, @Nullable Object> nestedMap(Map<String, @Nullable Object> row, String name) {
        return (Map<String, @Nullable Object>)
                Objects.requireNonNull(row.computeIfAbsent(name, n -> new LinkedHashMap<>()));
    }

    private static void nest(Listing listing, List<Listing.Field> shown, List<Map<String, @Nullable Object>> rows) {
        for (Listing.Field field : shown) {
            Listing.Nesting nesting = listing.nesting(field.name());
            if (nesting == null || rows.isEmpty()) {
                continue;
            }
            Set<Long> ids = new LinkedHashSet<>();
            for (Map<String, @Nullable Object> row : rows) {
                if (row.get(field.name()) instanceof Long id) {
                    ids.add(id);
                }
            }
            Map<Long, ?> objects = nesting.resolve().apply(ids);
            rows.forEach(row -> row.computeIfPresent(field.name(), (name, id) -> objects.get(id)));
        }
    }

    private @Nullable String next(ListQuery query, UriInfo uri, long count) {
        long offset = query.offset() + query.limit();
        return offset >= count ? null : link(query, uri, offset);
    }

    private @Nullable String previous(ListQuery query, UriInfo uri) {
        return query.offset() == 0 ? null : link(query, uri, Math.max(0, query.offset() - query.limit()));
    }

    private String link(ListQuery query, UriInfo uri, long offset) {
        Map<String, String> parameters = new LinkedHashMap<>();
        uri.getQueryParameters().forEach((name, values) -> parameters.put(name, values.get(values.size() - 1)));
        parameters.put("limit", Integer.toString(query.limit()));
        if (offset == 0) {
            parameters.remove("offset");
        } else {
            parameters.put("offset", Long.toString(offset));
        }
        return links.page(uri, parameters);
    }
}
