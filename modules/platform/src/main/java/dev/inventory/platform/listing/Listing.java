package dev.inventory.platform.listing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Declares a collection once: where it is read from, its fields, which of them are shown, searched and nested, and its
 * named filters. From this come the projection, the lookups ({@code name__ic}), the orderings and the messages.
 *
 * <p>A field's dotted name is nested in the answer: {@code type.name} is shown as {@code {"type": {"name": …}}} and
 * asked for as {@code type__name}.
 */
public final class Listing {

    /** A field of the rows. {@code path} is JPQL and comes from the module, never from a client. */
    record Field(String name, String path, Kind kind, boolean shown, boolean required) {
        String parameter() {
            return name.endsWith(".id") ? name.substring(0, name.length() - 3) : name.replace(".", Lookup.SEPARATOR);
        }

        /** The row's own field that it is, or is nested in. */
        String outermost() {
            int dot = name.indexOf('.');
            return dot < 0 ? name : name.substring(0, dot);
        }
    }

    /** A filter that is more than a lookup: reads the parameter's value and adds conditions. */
    record Filter(Kind kind, BiConsumer<Object, Criteria> apply) {}

    /** Replaces the ids of a column by the objects they stand for, all rows at once. */
    record Nesting(Function<Collection<Long>, Map<Long, ?>> resolve) {}

    private final String entity;
    private final String alias;
    private final String joins;
    private final @Nullable Tally tally;
    private final Map<String, Field> fields;
    private final Map<String, Filter> filters;
    private final Map<String, Nesting> nestings;
    private final List<String> searched;
    private final Set<String> flags;
    private final List<String> brief;
    private final boolean completes;
    private final List<String> completed;

    private Listing(Builder builder) {
        this.entity = builder.entity;
        this.alias = builder.alias;
        this.joins = builder.joins;
        this.tally = builder.tally;
        this.fields = new LinkedHashMap<>(builder.fields);
        this.filters = new LinkedHashMap<>(builder.filters);
        this.nestings = new LinkedHashMap<>(builder.nestings);
        this.searched = List.copyOf(builder.searched);
        this.flags = new LinkedHashSet<>(builder.flags);
        this.brief = List.copyOf(builder.brief);
        this.completes = builder.completes;
        this.completed = List.copyOf(builder.completed);
    }

    /** Starts a listing of an entity; its alias is used in every path. The entity has an {@code id}. */
    public static Builder of(String entity, String alias) {
        return new Builder(entity, alias);
    }

    /** Collects what a {@link Listing} is made of. */
    public static final class Builder {

        private final String entity;
        private final String alias;
        private String joins = "";
        private @Nullable Tally tally;
        private final Map<String, Field> fields = new LinkedHashMap<>();
        private final Map<String, Filter> filters = new LinkedHashMap<>();
        private final Map<String, Nesting> nestings = new LinkedHashMap<>();
        private final List<String> searched = new ArrayList<>();
        private final Set<String> flags = new LinkedHashSet<>();
        private final List<String> brief = new ArrayList<>();
        private boolean completes;
        private final List<String> completed = new ArrayList<>();

        private Builder(String entity, String alias) {
            this.entity = entity;
            this.alias = alias;
        }

        /** Joins that the fields' paths need; they must not multiply rows. */
        public Builder join(String jpql) {
            joins += " " + jpql;
            return this;
        }

        /**
         * Counts by a table that is kept up to date with the rows.
         *
         * @param entityName an entity that has {@code tally}, a number of rows to be summed up
         * @param columns its columns by the paths that they stand for
         */
        public Builder tallied(String entityName, Map<String, String> columns) {
            tally = new Tally(entityName, Map.copyOf(columns));
            return this;
        }

        /** A field that is shown in every row. */
        public Builder field(String name, String path, Kind kind) {
            fields.put(name, new Field(name, path, kind, true, path.equals(alias + ".id")));
            return this;
        }

        /** A field that can be asked for and ordered by, but is not shown. */
        public Builder hidden(String name, String path, Kind kind) {
            fields.put(name, new Field(name, path, kind, false, path.equals(alias + ".id")));
            return this;
        }

        /** Fields that no row is without: pages by cursor then find their place in an index. */
        public Builder required(String... names) {
            for (String name : names) {
                fields.computeIfPresent(
                        name, (key, field) -> new Field(name, field.path, field.kind, field.shown, true));
            }
            return this;
        }

        /** What {@code brief=true} shows: what the object is called by. */
        public Builder brief(String... names) {
            brief.addAll(List.of(names));
            return this;
        }

        /**
         * The module itself completes or replaces the rows that were read. What it shows is then chosen from its rows,
         * not in SQL.
         *
         * @param names the fields that it adds
         */
        public Builder completed(String... names) {
            completes = true;
            completed.addAll(List.of(names));
            return this;
        }

        /** A column of ids that is shown as the objects of another module. */
        public Builder nested(String name, String path, Function<Collection<Long>, Map<Long, ?>> resolve) {
            nestings.put(name, new Nesting(resolve));
            return field(name, path, Kind.ID);
        }

        /** The text fields that {@code search=} looks into. */
        public Builder searched(String... names) {
            searched.addAll(List.of(names));
            return this;
        }

        /** A filter of its own name, which takes precedence over a field's. */
        public Builder filter(String name, Kind kind, BiConsumer<Object, Criteria> apply) {
            filters.put(name, new Filter(kind, apply));
            return this;
        }

        /** A truth parameter that the resource itself reads, such as {@code update_status}. */
        public Builder flag(String name) {
            flags.add(name);
            return this;
        }

        public Listing build() {
            return new Listing(this);
        }
    }

    String from() {
        return " FROM " + entity + " " + alias + joins;
    }

    /** The query that counts the rows which meet these conditions. */
    String counting(String where) {
        return Optional.ofNullable(tally)
                .flatMap(counted -> counted.query(where))
                .orElseGet(() -> "SELECT COUNT(" + idPath() + ")" + from() + where);
    }

    String idPath() {
        return alias + ".id";
    }

    /** The id as a field to order by, under whatever name it is shown. */
    Field id() {
        return fields.values().stream()
                .filter(field -> field.path().equals(idPath()))
                .findFirst()
                .orElse(new Field("id", idPath(), Kind.ID, false, true));
    }

    List<String> brief() {
        return brief.isEmpty() ? List.of(id().name()) : brief;
    }

    /** Whether the module makes the rows that are shown of those that were read. */
    boolean isCompleted() {
        return completes;
    }

    /** What a client may name in {@code fields=}: single fields, and the objects they are nested in. */
    Set<String> rowNames() {
        Set<String> names = new LinkedHashSet<>();
        for (Field field : isCompleted() ? shown() : fields.values()) {
            names.add(field.name());
            if (field.shown()) {
                names.add(field.outermost());
            }
        }
        names.addAll(completed);
        return names;
    }

    Collection<Field> fields() {
        return fields.values();
    }

    List<Field> shown() {
        return fields.values().stream().filter(Field::shown).toList();
    }

    Optional<Field> byParameter(String parameter) {
        return fields.values().stream()
                .filter(field -> field.kind() != Kind.LIST && field.parameter().equals(parameter))
                .findFirst();
    }

    Optional<Filter> filter(String name) {
        return Optional.ofNullable(filters.get(name));
    }

    @Nullable
    Nesting nesting(String field) {
        return nestings.get(field);
    }

    List<Field> searchedFields() {
        return searched.stream()
                .map(name -> java.util.Objects.requireNonNull(fields.get(name), name))
                .toList();
    }

    boolean isFlag(String name) {
        return flags.contains(name);
    }

    /** Every query parameter that the list takes, for the message about one it does not. */
    Set<String> parameterNames() {
        Set<String> names = new LinkedHashSet<>(ListQuery.PARTS);
        if (!searched.isEmpty()) {
            names.add("search");
        }
        names.addAll(flags);
        names.addAll(filters.keySet());
        fields.values().forEach(field -> names.addAll(Lookup.parameters(field.parameter(), field.kind())));
        return names;
    }
}
