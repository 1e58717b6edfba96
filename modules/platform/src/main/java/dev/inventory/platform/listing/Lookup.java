package dev.inventory.platform.listing;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What can be asked of a field: {@code name=x} or {@code name__ic=x}. */
enum Lookup {
    EXACT,
    /** Not equal; a field without a value counts as not equal. */
    N,
    /** Contains, in any case. */
    IC,
    /** Starts with, in any case. */
    ISW,
    GT,
    GTE,
    LT,
    LTE,
    /** One of a comma-separated list. */
    IN,
    /** Has no value. */
    EMPTY;

    static final String SEPARATOR = "__";

    private static final Map<String, Lookup> BY_SUFFIX =
            Arrays.stream(values()).collect(Collectors.toMap(Lookup::suffix, Function.identity()));

    static java.util.Optional<Lookup> bySuffix(String suffix) {
        return java.util.Optional.ofNullable(BY_SUFFIX.get(suffix));
    }

    /** The lookups that make sense for a kind of field. */
    static Set<Lookup> of(Kind kind) {
        return switch (kind) {
            case TEXT -> EnumSet.of(EXACT, N, IC, ISW, IN, EMPTY);
            case BOOLEAN -> EnumSet.of(EXACT, N, EMPTY);
            case ID -> EnumSet.of(EXACT, N, GT, GTE, LT, LTE, IN, EMPTY);
            case LIST -> EnumSet.noneOf(Lookup.class);
            case NUMBER, INSTANT -> EnumSet.of(EXACT, N, GT, GTE, LT, LTE, IN, EMPTY);
        };
    }

    /** The parameters that a field answers to. */
    static List<String> parameters(String field, Kind kind) {
        return of(kind).stream()
                .map(lookup -> lookup == EXACT ? field : field + SEPARATOR + lookup.suffix())
                .toList();
    }

    private String suffix() {
        return name().toLowerCase(Locale.ROOT);
    }
}
