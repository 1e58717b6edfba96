package dev.inventory.platform.listing;

import dev.inventory.platform.failure.FieldErrors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the parameters that say which rows are wanted: fields and their lookups, named filters, search, flags. */
final class Conditions {

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

    void read(String name, String value) {
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
                note(name, List.of(parsed));
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
            errors.add(name, ListQuery.unknown(name, listing.parameterNames()));
            return;
        }
        lookup(name, field.get(), lookup.get(), value);
    }

    private void note(String parameter, List<Object> values) {
        asked.computeIfAbsent(parameter, name -> new ArrayList<>()).addAll(values);
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
                note(field.parameter(), values);
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
