package dev.inventory.platform.listing;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.inventory.platform.persistence.RetriedOnContention;
import dev.inventory.platform.web.Links;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages: one query for the count, one for the rows (only the shown columns), one per nesting; in the module's
 * transaction, or in one of its own. What is asked for most takes one statement past JPA and outside of a transaction.
 */
@ApplicationScoped
public class Lists {

    @PersistenceContext
    EntityManager em;

    @Inject
    Links links;

    @Inject
    PlainPages plainPages;

    @Inject
    PageVersions pageVersions;

    @Inject
    KnownPages knownPages;

    /** Rows of a part of a list, in the list's order, and the place of the first and the last of them. */
    private record Part(List<Map<String, @Nullable Object>> rows, List<List<@Nullable Object>> places, boolean more) {}

    /** Some rows of an export, and the place to go on from. */
    public static final class Chunk {

        private final List<Map<String, @Nullable Object>> rows;
        private final @Nullable Cursor next;

        private Chunk(List<Map<String, @Nullable Object>> rows, @Nullable Cursor next) {
            this.rows = rows;
            this.next = next;
        }

        public List<Map<String, @Nullable Object>> rows() {
            return rows;
        }

        public boolean isLast() {
            return next == null;
        }
    }

    /** The page that a list request asks for, with links to its neighbours. */
    @RetriedOnContention
    @Transactional
    public Page page(ListQuery query, UriInfo uri) {
        return page(query, uri, Completion.NONE);
    }

    /** The page that a list request asks for, its rows completed by the module. */
    @RetriedOnContention
    @Transactional
    public Page page(ListQuery query, UriInfo uri, Completion completion) {
        if (query.export().isPresent()) {
            return Page.of(new Export(query, completion, query.export().get()));
        }
        if (query.cursor().isPresent()) {
            return beside(query.cursor().get(), query, uri, completion);
        }
        Long count = query.counted() ? count(query) : null;
        if (count != null && query.offset() >= count) {
            return new Page(count, null, previous(query, uri.getRequestUri(), uri.getQueryParameters()), List.of());
        }
        Part part = read(query, Cursor.start(query.ordering()), (int) query.offset(), query.limit(), completion);
        return new Page(
                count,
                part.more ? next(query, uri.getRequestUri(), uri.getQueryParameters()) : null,
                previous(query, uri.getRequestUri(), uri.getQueryParameters()),
                part.rows);
    }

    /**
     * The same page by one statement, which needs no transaction, if the list says how and the request asks for nothing
     * out of the ordinary.
     *
     * @param requested where the request was sent to
     * @param parameters what it was sent with
     */
    @RetriedOnContention
    public Optional<Page> plainPage(ListQuery query, URI requested, Map<String, List<String>> parameters) {
        if (query.export().isPresent() || query.cursor().isPresent()) {
            return Optional.empty();
        }
        return plainPages.read(query).map(read -> {
            List<Map<String, @Nullable Object>> rows = rows(query, read);
            nest(query, rows);
            return new Page(
                    read.count(),
                    read.rows().size() > query.limit() ? next(query, requested, parameters) : null,
                    previous(query, requested, parameters),
                    rows);
        });
    }

    /** The same, with rows that were written before if the page still has them as they were; outside of a transaction. */
    public Optional<WrittenPage> writtenPage(ListQuery query, URI requested, Map<String, List<String>> parameters) {
        if (query.export().isPresent() || query.cursor().isPresent()) {
            return Optional.empty();
        }
        Optional<PagePlace> place = plainPages.place(query);
        if (place.isEmpty()) {
            return plainPage(query, requested, parameters)
                    .map(page -> new WrittenPage(page.count(), page.next(), page.previous(), page.results()));
        }
        return known(place.get(), query)
                .or(() -> anew(place.get(), query))
                .map(page -> new WrittenPage(
                        page.count(), page.more() ? next(query, requested, parameters) : null, null, page.rows()));
    }

    /** A page whose rows are written. */
    private record Written(long count, boolean more, RawValue rows) {}

    private Optional<Written> known(PagePlace place, ListQuery query) {
        return knownPages.get(place).flatMap(known -> pageVersions
                .at(place)
                .filter(now -> now.versions().equals(known.versions()) && isNestedAsNow(known, query))
                .map(now -> {
                    knownPages.countUnchanged();
                    long count = Objects.requireNonNullElse(now.count(), known.count());
                    return new Written(count, known.more(), known.rows());
                }));
    }

    private static boolean isNestedAsNow(KnownPages.Known known, ListQuery query) {
        return known.nested().entrySet().stream().allMatch(each -> {
            Listing.Nesting nesting = query.listing().nesting(each.getKey());
            return nesting != null
                    && nesting.resolve().apply(each.getValue().keySet()).equals(each.getValue());
        });
    }

    private Optional<Written> anew(PagePlace place, ListQuery query) {
        return plainPages.readWithVersions(query).map(read -> {
            List<Map<String, @Nullable Object>> rows = rows(query, read);
            Map<String, Map<Long, ?>> nested = nested(query, rows);
            nest(rows, nested, query);
            boolean more = read.rows().size() > query.limit();
            KnownPages.Known page = KnownPages.Known.of(read.count(), read.versions(), nested, more, rows);
            if (!rows.isEmpty() && !read.versions().isEmpty()) { // nothing is written faster than asked for
                knownPages.put(place, page);
            }
            return new Written(read.count(), more, page.rows());
        });
    }

    private static List<Map<String, @Nullable Object>> rows(ListQuery query, PlainPages.Read read) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Object[] columns : read.rows().subList(0, Math.min(read.rows().size(), query.limit()))) {
            rows.add(row(query.shown(), columns));
        }
        return rows;
    }

    /** How many objects match. */
    public long count(ListQuery query) {
        String jpql = query.listing().counting(query.criteria().where());
        TypedQuery<Long> counting = em.createQuery(jpql, Long.class);
        query.criteria().parameters().forEach(counting::setParameter);
        // of no rows the count is 0, but a sum is nothing
        return Objects.requireNonNullElse(counting.getSingleResult(), 0L);
    }

    /** The first row of what a list request asks for. */
    public Optional<Map<String, @Nullable Object>> first(ListQuery query) {
        return read(query, Cursor.start(query.ordering()), 0, 1, Completion.NONE).rows.stream()
                .findFirst();
    }

    /** The ids of the page's objects, in order; for what must happen to them before they are shown. */
    public List<Long> ids(ListQuery query) {
        Cursor place = query.cursor().orElse(Cursor.start(query.ordering()));
        List<Long> ids = new ArrayList<>(select(query, place, query.listing().idPath(), Long.class)
                .setFirstResult((int) query.offset())
                .setMaxResults(query.limit())
                .getResultList());
        if (place.backwards()) {
            Collections.reverse(ids);
        }
        return ids;
    }

    /** The ids of all objects that match, whatever the page; of more than {@code max} the first {@code max + 1}. */
    public List<Long> allIds(ListQuery query, int max) {
        Listing listing = query.listing();
        TypedQuery<Long> ids = em.createQuery(
                "SELECT " + listing.idPath() + listing.from(query.criteria().where())
                        + query.criteria().where() + " ORDER BY " + listing.idPath(),
                Long.class);
        query.criteria().parameters().forEach(ids::setParameter);
        return ids.setMaxResults(max + 1).getResultList();
    }

    /** The first rows of an export, in a transaction of their own: none is open while a slow client is written to. */
    @RetriedOnContention
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Chunk firstChunk(Export export, int size) {
        return chunk(export, Cursor.start(export.query().ordering()), size);
    }

    /** The rows that follow, in a transaction of their own. */
    @RetriedOnContention
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Chunk chunkAfter(Export export, Chunk before, int size) {
        return before.next == null ? new Chunk(List.of(), null) : chunk(export, before.next, size);
    }

    private Chunk chunk(Export export, Cursor place, int size) {
        Part part = read(export.query(), place, 0, size, export.completion());
        return new Chunk(part.rows, part.more ? last(export.query(), part) : null);
    }

    private Page beside(Cursor place, ListQuery query, UriInfo uri, Completion completion) {
        Part part = read(query, place, 0, query.limit(), completion);
        boolean before = place.backwards() ? part.more : !place.isStart();
        boolean after = place.backwards() || part.more;
        if (part.rows.isEmpty()) {
            return new Page(null, null, null, List.of());
        }
        Cursor first = new Cursor(query.ordering(), part.places.get(0), true);
        return new Page(
                null,
                after ? link(query, uri, last(query, part)) : null,
                before ? link(query, uri, first) : null,
                part.rows);
    }

    private static Cursor last(ListQuery query, Part part) {
        return new Cursor(query.ordering(), part.places.get(part.places.size() - 1), false);
    }

    private <T> TypedQuery<T> select(ListQuery query, Cursor place, String what, Class<T> type) {
        Criteria criteria = query.criteria().copy();
        place.restrict(criteria);
        String orderBy = place.reading().stream().map(Order::jpql).collect(Collectors.joining(", "));
        String where = criteria.where();
        TypedQuery<T> selecting = em.createQuery(
                "SELECT " + what + query.listing().from(what, where, orderBy) + where + " ORDER BY " + orderBy, type);
        criteria.parameters().forEach(selecting::setParameter);
        return selecting;
    }

    /** One more row than is asked for is read: whether there are more needs no count then. */
    private Part read(ListQuery query, Cursor place, int first, int max, Completion completion) {
        List<Listing.Field> shown = query.shown();
        String columns = Stream.concat(
                        shown.stream().map(Listing.Field::path),
                        query.ordering().stream().map(order -> order.field().path()))
                .collect(Collectors.joining(", "));
        List<?> found = select(query, place, columns, Object.class)
                .setFirstResult(first)
                .setMaxResults(max + 1)
                .getResultList();
        int width = shown.stream().mapToInt(Listing.Field::width).sum();
        boolean more = found.size() > max;
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        List<List<@Nullable Object>> places = new ArrayList<>();
        for (Object columnsOfRow : found.subList(0, Math.min(found.size(), max))) {
            Object[] values = columnsOfRow instanceof Object[] many ? many : new Object[] {columnsOfRow};
            rows.add(row(shown, values));
            places.add(Arrays.asList(values).subList(width, values.length));
        }
        if (place.backwards()) {
            Collections.reverse(rows);
            Collections.reverse(places);
        }
        finish(query, rows, completion);
        return new Part(rows, places, more);
    }

    private static void finish(ListQuery query, List<Map<String, @Nullable Object>> rows, Completion completion) {
        nest(query, rows);
        completion.complete(rows);
        if (query.listing().isCompleted() && !query.named().isEmpty()) {
            rows.forEach(row -> row.keySet().retainAll(query.named()));
        }
    }

    private static Map<String, @Nullable Object> row(List<Listing.Field> shown, Object[] columns) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        int column = 0;
        for (Listing.Field field : shown) {
            int next = column + field.width();
            Object value = field.value(Arrays.asList(columns).subList(column, next));
            int dot = field.name().indexOf('.');
            if (dot < 0) {
                row.put(field.name(), value);
            } else {
                nestedMap(row, field.outermost()).put(field.name().substring(dot + 1), value);
            }
            column = next;
        }
        return row;
    }

    @SuppressWarnings("unchecked") // only this class fills the row
    private static Map<String, @Nullable Object> nestedMap(Map<String, @Nullable Object> row, String name) {
        return (Map<String, @Nullable Object>)
                Objects.requireNonNull(row.computeIfAbsent(name, n -> new LinkedHashMap<>()));
    }

    private static void nest(ListQuery query, List<Map<String, @Nullable Object>> rows) {
        nest(rows, nested(query, rows), query);
    }

    /** The objects that the rows' ids stand for, by the field and the id. */
    private static Map<String, Map<Long, ?>> nested(ListQuery query, List<Map<String, @Nullable Object>> rows) {
        Map<String, Map<Long, ?>> nested = new LinkedHashMap<>();
        for (Listing.Field field : query.shown()) {
            Listing.Nesting nesting = query.listing().nesting(field.name());
            if (nesting == null || rows.isEmpty()) {
                continue;
            }
            Set<Long> ids = new LinkedHashSet<>();
            for (Map<String, @Nullable Object> row : rows) {
                if (row.get(field.name()) instanceof Long id) {
                    ids.add(id);
                }
            }
            nested.put(field.name(), nesting.resolve().apply(ids));
        }
        return nested;
    }

    private static void nest(
            List<Map<String, @Nullable Object>> rows, Map<String, Map<Long, ?>> nested, ListQuery query) {
        for (Listing.Field field : query.shown()) {
            Map<Long, ?> objects = nested.get(field.name());
            if (objects != null) {
                List<String> inner = query.inner(field);
                rows.forEach(row -> row.computeIfPresent(field.name(), (name, id) -> part(objects.get(id), inner)));
            }
        }
    }

    /** An object with those of its fields that are wanted; as it is if it says of none that it has them. */
    private static @Nullable Object part(@Nullable Object object, List<String> wanted) {
        if (wanted.isEmpty() || !(object instanceof Map<?, ?> whole)) {
            return object;
        }
        Map<String, @Nullable Object> part = new LinkedHashMap<>();
        wanted.forEach(name -> part.put(name, whole.get(name)));
        return part;
    }

    private String next(ListQuery query, URI requested, Map<String, List<String>> parameters) {
        return link(query, requested, parameters, query.offset() + query.limit());
    }

    private @Nullable String previous(ListQuery query, URI requested, Map<String, List<String>> parameters) {
        return query.offset() == 0
                ? null
                : link(query, requested, parameters, Math.max(0, query.offset() - query.limit()));
    }

    private String link(ListQuery query, URI requested, Map<String, List<String>> parameters, long offset) {
        Map<String, List<String>> linked = parameters(query, parameters);
        if (offset == 0) {
            linked.remove("offset");
        } else {
            linked.put("offset", List.of(Long.toString(offset)));
        }
        return links.page(requested, linked);
    }

    private String link(ListQuery query, UriInfo uri, Cursor place) {
        Map<String, List<String>> linked = parameters(query, uri.getQueryParameters());
        linked.put("cursor", List.of(place.token()));
        return links.page(uri, linked);
    }

    private static Map<String, List<String>> parameters(ListQuery query, Map<String, List<String>> given) {
        Map<String, List<String>> parameters = new LinkedHashMap<>(given);
        parameters.put("limit", List.of(Integer.toString(query.limit())));
        return parameters;
    }
}
