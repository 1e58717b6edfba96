package dev.inventory.platform.listing;

import dev.inventory.platform.failure.FieldErrors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads the parameters that say which rows are wanted: fields and their lookups, named filters, search, flags. */
final class Conditions {

    private static final String SEARCH = "search";
    private static final int MAX_IN = 500;
    private static final int MAX_SEARCH_TERMS = 10;

    private final Listing listing;
    private final Criteria criteria;
    private final FieldErrors errors;
    private final Map<String, Boolean> flags = new LinkedHashMap<>();
    private final Map<String, List<Object>> asked = new LinkedHashMap<>();

    Conditions(Listing listing, Criteria criteria, FieldErrors errors) {
        this.listing = listing;
        this.criteria = criteria;
        this.errors = errors;
    }

    boolean flag(String name) {
        return flags.getOrDefault(name, false);
    }

    /** Whether any flag was given as true. */
    boolean anyFlag() {
        return flags.containsValue(true);
    }

    List<Object> asked(String parameter) {
        return asked.getOrDefault(parameter, List.of());
    }

    /** Whether the parameter says one thing alone, and cannot be given more than once. */
    boolean isSingle(String name) {
        return SEARCH.equals(name) || listing.isFlag(name);
    }

    /** Reads a parameter. Given more than once it means any of its values. */
    void read(String name, List<String> values) {
        if (SEARCH.equals(name) && !listing.searchedFields().isEmpty()) {
            search(values.get(0));
            return;
        }
        if (listing.isFlag(name)) {
            Kind.bool(values.get(0))
                    .ifPresentOrElse(
                            flag -> flags.put(name, flag), () -> errors.parameter(name, Kind.BOOLEAN.expectation()));
            return;
        }
        Optional<Listing.Filter> filter = listing.filter(name);
        if (filter.isPresent()) {
            filter(name, filter.get(), values);
            return;
        }
        int separator = name.lastIndexOf(Lookup.SEPARATOR);
        Optional<Listing.Field> whole = listing.byParameter(name);
        if (whole.isPresent()) {
            List<Object> wanted = whole(name, whole.get(), values);
            note(name, wanted);
            String path = comparedPath(whole.get());
            if (wanted.size() == 1) {
                criteria.equal(path, wanted.get(0));
            } else {
                criteria.in(path, wanted);
            }
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
            errors.parameter(name, ListQuery.unknown(name, listing.parameterNames()));
            return;
        }
        List<Consumer<Criteria>> alternatives = new ArrayList<>();
        values.forEach(value -> lookup(name, field.get(), lookup.get(), value).ifPresent(alternatives::add));
        if (lookup.get() == Lookup.N) {
            alternatives.forEach(each -> each.accept(criteria)); // none of the values
        } else if (!alternatives.isEmpty()) {
            criteria.either(alternatives);
        }
    }

    private void filter(String name, Listing.Filter filter, List<String> values) {
        List<Consumer<Criteria>> alternatives = new ArrayList<>();
        values.forEach(value -> value(name, filter.kind(), value)
                .ifPresent(parsed -> alternatives.add(added -> filter.apply().accept(parsed, added))));
        if (filter.every()) {
            alternatives.forEach(each -> each.accept(criteria));
        } else if (!alternatives.isEmpty()) {
            criteria.either(alternatives);
        }
    }

    /** The values of a field as a whole, each in the form in which it is compared. */
    private List<Object> whole(String name, Listing.Field field, List<String> values) {
        if (values.size() > MAX_IN) {
            errors.parameter(name, "Ensure there are at most " + MAX_IN + " values.");
        }
        List<Object> wanted = new ArrayList<>();
        values.forEach(value -> whole(name, field, value).ifPresent(wanted::add));
        return wanted;
    }

    private Optional<Object> whole(String name, Listing.Field field, String value) {
        Listing.Equality equality = field.equality();
        // what has a form is sent as a text, whatever it is stored as
        Optional<Object> parsed = value(name, equality == null ? field.kind() : Kind.TEXT, value);
        if (equality == null || parsed.isEmpty()) {
            return parsed;
        }
        Optional<Object> form = equality.form().apply(value);
        if (form.isEmpty()) {
            errors.parameter(name, equality.refusal().apply(value));
        }
        return form;
    }

    private static String comparedPath(Listing.Field field) {
        Listing.Equality equality = field.equality();
        return equality == null ? field.path() : equality.path();
    }

    private void note(String parameter, List<Object> values) {
        asked.computeIfAbsent(parameter, name -> new ArrayList<>()).addAll(values);
    }

    /** What a lookup adds; empty if its value is none. */
    private Optional<Consumer<Criteria>> lookup(String name, Listing.Field field, Lookup lookup, String value) {
        String path = field.path();
        return switch (lookup) {
            case EMPTY ->
                value(name, Kind.BOOLEAN, value)
                        .map(empty ->
                                added -> added.and(path + (Boolean.TRUE.equals(empty) ? " IS NULL" : " IS NOT NULL")));
            case IN -> {
                List<Object> wanted = whole(name, field, Arrays.asList(value.split(",")));
                note(field.parameter(), wanted);
                yield Optional.of(added -> added.in(comparedPath(field), wanted));
            }
            case IC -> Optional.of(added -> added.and(contains(path), lower(value)));
            case ISW -> Optional.of(added -> added.and("LOCATE(?, LOWER(" + path + ")) = 1", lower(value)));
            case N ->
                whole(name, field, value).map(parsed -> added -> {
                    String compared = comparedPath(field);
                    added.and("(" + compared + " <> ? OR " + compared + " IS NULL)", parsed);
                });
            default ->
                whole(name, field, value)
                        .map(parsed -> added -> added.and(comparison(lookup, comparedPath(field)), parsed));
        };
    }

    private static String comparison(Lookup lookup, String path) {
        return switch (lookup) {
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
            errors.add(SEARCH, Kind.TEXT.expectation());
            return;
        }
        String[] terms = value.strip().split("\\s+");
        if (terms.length > MAX_SEARCH_TERMS) {
            errors.add(SEARCH, "Ensure there are at most " + MAX_SEARCH_TERMS + " terms.");
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

    private Optional<Object> value(String name, Kind kind, String text) {
        Optional<Object> parsed = kind.parse(text);
        if (parsed.isEmpty()) {
            errors.parameter(name, kind.expectation());
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
