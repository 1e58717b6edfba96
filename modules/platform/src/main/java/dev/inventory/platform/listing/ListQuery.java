package dev.inventory.platform.listing;

import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A list request after its parameters were read: what to select, in which order, and which part of it. */
public final class ListQuery {

    public static final int DEFAULT_LIMIT = 20;
    public static final int MAX_LIMIT = 100;

    /** Parameters that say which part of a list is wanted, and how. */
    private static final Set<String> PARTS = Set.of("limit", "offset", "ordering");

    private static final int MAX_LENGTH = 1000;
    private static final int MAX_IN = 500;
    private static final int MAX_SEARCH_TERMS = 10;

    private final Listing listing;
    private final Criteria criteria = new Criteria();
    private final List<String> orderings = new ArrayList<>();
    private final Map<String, Boolean> flags = new LinkedHashMap<>();
    private final Map<String, Object> exact = new LinkedHashMap<>();
    private final FieldErrors errors = new FieldErrors();
    private int limit = DEFAULT_LIMIT;
    private long offset;

    private ListQuery(Listing listing) {
        this.listing = listing;
    }

    /**
     * Reads the parameters of a request.
     *
     * @throws Rejected with every parameter that is unknown or has a bad value
     */
    public static ListQuery parse(Listing listing, Map<String, List<String>> parameters) {
        ListQuery query = new ListQuery(listing);
        parameters.forEach((name, values) -> values.forEach(value -> query.read(name, value)));
        if (!query.errors.isEmpty()) {
            throw Rejected.of(query.errors);
        }
        return query;
    }

    /**
     * Reads the filters of a request that is about all that match.
     *
     * @throws Rejected with every filter that is unknown or has a bad value, by its name below {@code filters}; also if
     *     they let everything pass
     */
    public static ListQuery filters(Listing listing, Map<String, String> filters) {
        ListQuery query = new ListQuery(listing);
        filters.forEach((name, value) -> {
            if (PARTS.contains(name) || listing.isFlag(name)) {
                query.errors.add(name, "This is no filter.");
            } else {
                query.read(name, value);
            }
        });
        FieldErrors errors = new FieldErrors();
        query.errors.asMap().forEach((name, messages) -> {
            if (messages instanceof List<?> list) {
                list.forEach(message -> errors.add("filters." + name, String.valueOf(message)));
            }
        });
        if (errors.isEmpty() && query.criteria.where().isEmpty()) {
            errors.add("filters", "These filters let everything pass.");
        }
        if (!errors.isEmpty()) {
            throw Rejected.of(errors);
        }
        return query;
    }

    /** Keeps what has one of the ids. */
    public void only(Collection<Long> ids) {
        criteria.in(listing.idPath(), ids);
    }

    public int limit() {
        return limit;
    }

    public long offset() {
        return offset;
    }

    /** The conditions so far; the module adds its own, such as the caller's organizations. */
    public Criteria criteria() {
        return criteria;
    }

    /** Whether a truth parameter of the resource was given as true. */
    public boolean flag(String name) {
        return flags.getOrDefault(name, false);
    }

    /** The value of a field that was asked for exactly, such as {@code organization=123}. */
    public Optional<Object> exact(String parameter) {
        return Optional.ofNullable(exact.get(parameter));
    }

    Listing listing() {
        return listing;
    }

    /** {@code " ORDER BY …"}, always ended by the id so that pages never overlap. */
    String orderBy() {
        Set<String> all = new LinkedHashSet<>(orderings);
        boolean byId = orderings.stream().anyMatch(o -> o.startsWith(listing.idPath() + " "));
        if (!byId) {
            all.add(listing.idPath() + " ASC");
        }
        return " ORDER BY " + String.join(", ", all);
    }

    private void read(String name, String value) {
        if (value.length() > MAX_LENGTH) {
            errors.add(name, "Ensure this value has at most " + MAX_LENGTH + " characters.");
            return;
        }
        switch (name) {
            case "limit" ->
                number(name, value).ifPresent(n -> limit = (int) Math.min(n == 0 ? DEFAULT_LIMIT : n, MAX_LIMIT));
            case "offset" -> number(name, value).ifPresent(n -> offset = Math.min(n, Integer.MAX_VALUE));
            case "ordering" -> ordering(value);
            default -> condition(name, value);
        }
    }

    private Optional<Long> number(String name, String value) {
        try {
            long number = Long.parseLong(value.strip());
            if (number >= 0) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        errors.add(name, "A valid integer of at least 0 is required.");
        return Optional.empty();
    }

    private void ordering(String value) {
        for (String part : value.split(",")) {
            String term = part.strip();
            boolean descending = term.startsWith("-");
            String name = descending ? term.substring(1) : term;
            Optional<Listing.Field> field = listing.byParameter(name);
            if (field.isEmpty()) {
                Set<String> known = listing.fields().stream()
                        .map(Listing.Field::parameter)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
                errors.add(
                        "ordering",
                        "Cannot order by '" + name + "'."
                                + Nearest.to(name, known)
                                        .map(near -> " Did you mean '" + near + "'?")
                                        .orElse(""));
            } else {
                orderings.add(field.get().path() + (descending ? " DESC" : " ASC"));
            }
        }
    }

    private void condition(String name, String value) {
        if ("search".equals(name) && !listing.searchedFields().isEmpty()) {
            search(value);
            return;
        }
        if (listing.isFlag(name)) {
            Kind.bool(value)
                    .ifPresentOrElse(flag -> flags.put(name, flag), () -> errors.add(name, Kind.BOOLEAN.expectation()));
            return;
        }
        Optional<Listing.Filter> filter = listing.filter(name);
        if (filter.isPresent()) {
            value(name, filter.get().kind(), value)
                    .ifPresent(parsed -> filter.get().apply().accept(parsed, criteria));
            return;
        }
        int separator = name.lastIndexOf(Lookup.SEPARATOR);
        Optional<Listing.Field> whole = listing.byParameter(name);
        if (whole.isPresent()) {
            value(name, whole.get().kind(), value).ifPresent(parsed -> {
                exact.put(name, parsed);
                criteria.and(whole.get().path() + " = ?", parsed);
            });
            return;
        }
        Optional<Listing.Field> field =
                separator < 0 ? Optional.empty() : listing.byParameter(name.substring(0, separator));
        Optional<Lookup> lookup = separator < 0
                ? Optional.empty()
                : Lookup.bySuffix(name.substring(separator + Lookup.SEPARATOR.length()));
        if (field.isEmpty()
                || lookup.isEmpty()
                || !Lookup.of(field.get().kind()).contains(lookup.get())) {
            errors.add(name, unknown(name, listing.parameterNames()));
            return;
        }
        lookup(name, field.get(), lookup.get(), value);
    }

    private void lookup(String name, Listing.Field field, Lookup lookup, String value) {
        String path = field.path();
        switch (lookup) {
            case EMPTY ->
                Kind.bool(value)
                        .ifPresentOrElse(
                                empty -> criteria.and(path + (empty ? " IS NULL" : " IS NOT NULL")),
                                () -> errors.add(name, Kind.BOOLEAN.expectation()));
            case IN -> {
                List<Object> values = new ArrayList<>();
                List<String> parts = Arrays.asList(value.split(","));
                parts.forEach(part -> value(name, field.kind(), part).ifPresent(values::add));
                if (parts.size() > MAX_IN) {
                    errors.add(name, "Ensure there are at most " + MAX_IN + " values.");
                }
                criteria.in(path, values);
            }
            case IC -> criteria.and(contains(path), lower(value));
            case ISW -> criteria.and("LOCATE(?, LOWER(" + path + ")) = 1", lower(value));
            default ->
                value(name, field.kind(), value).ifPresent(parsed -> criteria.and(comparison(lookup, path), parsed));
        }
    }

    private static String comparison(Lookup lookup, String path) {
        return switch (lookup) {
            case N -> "(" + path + " <> ? OR " + path + " IS NULL)";
            case GT -> path + " > ?";
            case GTE -> path + " >= ?";
            case LT -> path + " < ?";
            case LTE -> path + " <= ?";
            default -> path + " = ?";
        };
    }

    /** Every term must be found, in any of the searched fields. */
    private void search(String value) {
        if (Kind.TEXT.parse(value).isEmpty()) {
            errors.add("search", Kind.TEXT.expectation());
            return;
        }
        String[] terms = value.strip().split("\\s+");
        if (terms.length > MAX_SEARCH_TERMS) {
            errors.add("search", "Ensure there are at most " + MAX_SEARCH_TERMS + " terms.");
            return;
        }
        for (String term : terms) {
            if (!term.isEmpty()) {
                Object[] patterns = new Object[listing.searchedFields().size()];
                Arrays.fill(patterns, lower(term));
                criteria.and(
                        listing.searchedFields().stream()
                                .map(field -> contains(field.path()))
                                .collect(Collectors.joining(" OR ", "(", ")")),
                        patterns);
            }
        }
    }

    /** The sentence about a parameter that is none, with the nearest known name. */
    public static String unknown(String name, Collection<String> known) {
        return "Unknown parameter '" + name + "'."
                + Nearest.to(name, known)
                        .map(near -> " Did you mean '" + near + "'?")
                        .orElse("");
    }

    private Optional<Object> value(String name, Kind kind, String text) {
        Optional<Object> parsed = kind.parse(text);
        if (parsed.isEmpty()) {
            errors.add(name, kind.expectation());
        }
        return parsed;
    }

    /** LOCATE and not LIKE: it needs no escaping, and beside LIKE … ESCAPE nothing is bound on Derby. */
    private static String contains(String path) {
        return "LOCATE(?, LOWER(" + path + ")) > 0";
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
