package dev.inventory.platform.listing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    record Field(
            String name,
            String path,
            Kind kind,
            boolean shown,
            boolean required,
            @Nullable Equality equality,
            @Nullable Derivation derivation) {

        Field(String name, String path, Kind kind, boolean shown, boolean required) {
            this(name, path, kind, shown, required, null, null);
        }

        /** How many columns are read for it. */
        int width() {
            return derivation == null ? 1 : derivation.paths().size();
        }

        /** What is shown of its columns. */
        @Nullable
        Object value(List<@Nullable Object> columns) {
            return derivation == null ? columns.get(0) : derivation.make().apply(columns);
        }

        String parameter() {
            return name.endsWith(".id") ? name.substring(0, name.length() - 3) : name.replace(".", Lookup.SEPARATOR);
        }

        /** The row's own field that it is, or is nested in. */
        String outermost() {
            int dot = name.indexOf('.');
            return dot < 0 ? name : name.substring(0, dot);
        }
    }

    /**
     * How a field of texts is asked for as a whole, where not every text can be meant or several mean the same.
     *
     * @param path what is compared
     * @param form the one form of a text; empty if it cannot be meant
     * @param refusal what a client is told of such a text
     */
    record Equality(String path, Function<String, Optional<Object>> form, UnaryOperator<String> refusal) {}

    /** What is shown of several columns. */
    record Derivation(List<String> paths, Function<List<@Nullable Object>, @Nullable Object> make) {}

    /**
     * A filter that is more than a lookup: reads the parameter's value and adds conditions.
     *
     * @param every whether a row must meet all values that are given, and not any of them
     */
    record Filter(Kind kind, BiConsumer<Object, Criteria> apply, boolean every) {}

    /**
     * Replaces the ids of a column by the objects they stand for, all rows at once.
     *
     * @param shown the fields of such an object that are shown unless others are named; none if it is no object
     * @param more the fields that it has besides
     */
    record Nesting(Function<Collection<Long>, Map<Long, ?>> resolve, List<String> shown, List<String> more) {

        /** All fields that an object has. */
        List<String> fields() {
            return Stream.concat(shown.stream(), more.stream()).toList();
        }
    }

    /** A join that only a query needs which says something of its alias. */
    private record OnDemand(Pattern use, String jpql) {}

    private final String entity;
    private final String alias;
    private final String joins;
    private final List<OnDemand> onDemand;
    private final @Nullable Tally tally;
    private final @Nullable PlainTable table;
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
        this.onDemand = List.copyOf(builder.onDemand);
        this.tally = builder.tally;
        this.table = builder.table;
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
        private final List<OnDemand> onDemand = new ArrayList<>();
        private @Nullable Tally tally;
        private @Nullable PlainTable table;
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

        /** A join that is made only for those who ask for something of it; it must not change the number of rows. */
        public Builder joinIfAsked(String joinedAlias, String jpql) {
            onDemand.add(new OnDemand(Pattern.compile("\\b" + joinedAlias + "\\."), " " + jpql));
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

        /**
         * Where the rows are in SQL, for those requests that need no more than its columns and the tally: each path is a
         * column of the same name in snake case.
         *
         * @param from the tables, with the aliases that the paths have, joined as {@link #join} joins the entities
         * @param aliases of all the tables, the entity's first
         * @param indexes the paths that an index begins with before the id, the longest first
         */
        public Builder plain(String from, List<String> aliases, List<List<String>> indexes) {
            table = new PlainTable(from, aliases, indexes);
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

        /** What can be asked for and is made of several columns; it is neither filtered nor ordered by. */
        public Builder derived(
                String name, List<String> paths, Function<List<@Nullable Object>, @Nullable Object> make) {
            Derivation derivation = new Derivation(List.copyOf(paths), make);
            fields.put(name, new Field(name, String.join(", ", paths), Kind.LIST, false, false, null, derivation));
            return this;
        }

        /** A field that has one of some words; another is refused, and the words are named. */
        public Builder choices(String name, Collection<String> words) {
            List<String> all = List.copyOf(words);
            Field field = Objects.requireNonNull(fields.get(name), name);
            return equality(
                    name,
                    field.path,
                    given -> all.stream()
                            .filter(word -> word.equalsIgnoreCase(given.strip()))
                            .<Object>map(word -> word)
                            .findFirst(),
                    given -> invalidChoice(given, all));
        }

        /**
         * A number that is asked for by a word, and ordered by as a number.
         *
         * @param words the words of 0, 1, …
         */
        public Builder ranked(String name, Collection<String> words) {
            List<String> all = List.copyOf(words);
            Field field = Objects.requireNonNull(fields.get(name), name);
            return equality(
                    name,
                    field.path,
                    given -> IntStream.range(0, all.size())
                            .filter(rank -> all.get(rank).equalsIgnoreCase(given.strip()))
                            .<Object>mapToObj(rank -> (long) rank)
                            .findFirst(),
                    given -> invalidChoice(given, all));
        }

        private static String invalidChoice(String given, List<String> choices) {
            return "\"" + given + "\" is not a valid choice. Valid choices: " + String.join(", ", choices) + ".";
        }

        /**
         * A field of which several texts mean the same. Parts of it are looked for in what is shown.
         *
         * @param comparedPath what is compared
         * @param form the one form of a text; empty if it can be no value of the field
         * @param expectation what a client is told of such a text
         */
        public Builder compared(
                String name, String comparedPath, Function<String, Optional<String>> form, String expectation) {
            return equality(name, comparedPath, given -> form.apply(given).map(text -> text), given -> expectation);
        }

        private Builder equality(
                String name,
                String comparedPath,
                Function<String, Optional<Object>> form,
                UnaryOperator<String> refusal) {
            Field field = Objects.requireNonNull(fields.get(name), name);
            Equality equality = new Equality(comparedPath, form, refusal);
            fields.put(
                    name,
                    new Field(name, field.path, field.kind, field.shown, field.required, equality, field.derivation));
            return this;
        }

        /** Fields that no row is without: pages by cursor then find their place in an index. */
        public Builder required(String... names) {
            for (String name : names) {
                fields.computeIfPresent(
                        name,
                        (key, field) -> new Field(
                                name, field.path, field.kind, field.shown, true, field.equality, field.derivation));
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
            return nested(name, path, resolve, List.of(), List.of());
        }

        /**
         * A column of ids that is shown as the objects of another module, or as some of their fields.
         *
         * @param shown the fields of an object that are shown unless others are named
         * @param more the fields that can be named besides
         */
        public Builder nested(
                String name,
                String path,
                Function<Collection<Long>, Map<Long, ?>> resolve,
                List<String> shown,
                List<String> more) {
            nestings.put(name, new Nesting(resolve, List.copyOf(shown), List.copyOf(more)));
            return field(name, path, Kind.ID);
        }

        /** The text fields that {@code search=} looks into. */
        public Builder searched(String... names) {
            searched.addAll(List.of(names));
            return this;
        }

        /** A filter of its own name, which takes precedence over a field's. */
        public Builder filter(String name, Kind kind, BiConsumer<Object, Criteria> apply) {
            filters.put(name, new Filter(kind, apply, false));
            return this;
        }

        /** Like {@link #filter}, but given more than once a row must meet all of the values. */
        public Builder filterEach(String name, Kind kind, BiConsumer<Object, Criteria> apply) {
            filters.put(name, new Filter(kind, apply, true));
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

    /** What is read, for a query with these parts. */
    public String from(String... parts) {
        StringBuilder from = new StringBuilder(" FROM " + entity + " " + alias + joins);
        for (OnDemand join : onDemand) {
            if (Arrays.stream(parts).anyMatch(part -> join.use().matcher(part).find())) {
                from.append(join.jpql());
            }
        }
        return from.toString();
    }

    /** The query that counts the rows which meet these conditions. */
    String counting(String where) {
        return Optional.ofNullable(tally)
                .flatMap(counted -> counted.query(where))
                .orElseGet(() -> "SELECT COUNT(" + idPath() + ")" + from(where) + where);
    }

    /** Whether a field is a column of the tables that are always read. */
    boolean isPlain(Field field) {
        return field.derivation() == null
                && (field.kind() == Kind.ID
                        || field.kind() == Kind.TEXT
                        || field.kind() == Kind.BOOLEAN
                        || field.kind() == Kind.INSTANT)
                && onDemand.stream()
                        .noneMatch(join -> join.use().matcher(field.path()).find());
    }

    @Nullable
    PlainTable table() {
        return table;
    }

    @Nullable
    Tally tally() {
        return tally;
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
    public Set<String> rowNames() {
        Set<String> names = new LinkedHashSet<>();
        for (Field field : isCompleted() ? shown() : fields.values()) {
            names.add(field.name());
            if (isPartOfWhole(field)) {
                names.add(field.outermost());
            }
            Optional.ofNullable(nestings.get(field.name())).stream()
                    .flatMap(nesting -> nesting.fields().stream())
                    .forEach(inner -> names.add(field.name() + "." + inner));
        }
        names.addAll(completed);
        return names;
    }

    /** Whether the field is shown with the object that it is nested in: of one that is never shown unasked, all are. */
    boolean isPartOfWhole(Field field) {
        return field.shown()
                || shown().stream().noneMatch(other -> other.outermost().equals(field.outermost()));
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
                .map(name -> Objects.requireNonNull(fields.get(name), name))
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
