package dev.inventory.platform.listing;

import dev.inventory.platform.access.OrganizationScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Conditions of a query, joined by AND, with their bound values. Texts of a client only ever become bound values. */
public final class Criteria {

    private final List<String> conditions = new ArrayList<>();
    private final List<AnyValue> anyValues = new ArrayList<>();
    private final Map<String, Object> parameters;

    /** The condition that a column has one of some values. */
    record AnyValue(String path, List<Object> values) {}

    public Criteria() {
        this(new LinkedHashMap<>());
    }

    private Criteria(Map<String, Object> parameters) {
        this.parameters = parameters;
    }

    /** The same conditions, to which others can be added. */
    Criteria copy() {
        Criteria copy = new Criteria();
        copy.conditions.addAll(conditions);
        copy.anyValues.addAll(anyValues);
        copy.parameters.putAll(parameters);
        return copy;
    }

    /** A condition without a value of its own. */
    public Criteria and(String condition) {
        conditions.add(condition);
        return this;
    }

    /** A condition with values, each of which stands as {@code ?} in the text, in order. */
    public Criteria and(String condition, Object... values) {
        StringBuilder bound = new StringBuilder();
        int from = 0;
        for (Object value : values) {
            int mark = condition.indexOf('?', from);
            bound.append(condition, from, mark).append(bind(value));
            from = mark + 1;
        }
        return and(bound.append(condition.substring(from)).toString());
    }

    /** Keeps what meets the conditions of any of the alternatives. */
    Criteria either(List<Consumer<Criteria>> alternatives) {
        List<String> joined = new ArrayList<>();
        for (Consumer<Criteria> alternative : alternatives) {
            Criteria one = new Criteria(parameters);
            alternative.accept(one);
            if (one.conditions.isEmpty()) {
                return this; // everything meets this one
            }
            joined.add(one.conditions.size() == 1 ? one.conditions.get(0) : one.joined());
        }
        return and(joined.size() == 1 ? joined.get(0) : "(" + String.join(" OR ", joined) + ")");
    }

    private String joined() {
        return "(" + String.join(" AND ", conditions) + ")";
    }

    /** Keeps what belongs to an organization of the scope. */
    public Criteria within(OrganizationScope scope, String organizationPath) {
        if (scope.all()) {
            return this;
        }
        return in(organizationPath, scope.ids());
    }

    /** Keeps what has one of the values; nothing if there are none. */
    public Criteria in(String path, Collection<?> values) {
        if (values.isEmpty()) {
            return and(nothing(path));
        }
        anyValues.add(new AnyValue(path, List.copyOf(values)));
        return and(path + " IN ?", List.copyOf(values));
    }

    /** Keeps what has this value. */
    Criteria equal(String path, Object value) {
        anyValues.add(new AnyValue(path, List.of(value)));
        return and(path + " = ?", value);
    }

    /**
     * All conditions, if each of them is that a column has one of some values; else nothing. Of a column that is asked for
     * twice, as by a client and by what it may see, what both take.
     */
    Optional<List<AnyValue>> onlyValues() {
        if (anyValues.size() != conditions.size()) {
            return Optional.empty();
        }
        Map<String, List<Object>> byPath = new LinkedHashMap<>();
        for (AnyValue each : anyValues) {
            byPath.merge(each.path(), each.values(), (one, other) -> one.stream()
                    .filter(other::contains)
                    .toList());
        }
        return byPath.containsValue(List.of())
                ? Optional.empty()
                : Optional.of(byPath.entrySet().stream()
                        .map(each -> new AnyValue(each.getKey(), each.getValue()))
                        .toList());
    }

    /** Meets no row; without literals, which would be bound, and Derby compares no two parameters. */
    public static String nothing(String path) {
        return "(" + path + " IS NULL AND " + path + " IS NOT NULL)";
    }

    /** Binds a value and gives the name it has in the query. */
    String bind(Object value) {
        String name = "p" + parameters.size();
        parameters.put(name, value);
        return ":" + name;
    }

    public Map<String, Object> parameters() {
        return parameters;
    }

    /** {@code " WHERE …"}, or nothing. */
    public String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }
}
