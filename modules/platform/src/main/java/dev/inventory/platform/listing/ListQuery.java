package dev.inventory.platform.listing;

import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A list request after its parameters were read: what to select, in which order, and which part of it. */
public final class ListQuery {

    public static final int DEFAULT_LIMIT = 20;
    public static final int MAX_LIMIT = 100;

    /** Parameters that say which part of a list is wanted, and how. */
    static final List<String> PARTS =
            List.of("limit", "offset", "ordering", "fields", "brief", "count", "cursor", "export");

    private static final int MAX_LENGTH = 1000;
    private static final int MAX_CURSOR_LENGTH = 8000;

    private final Listing listing;
    private final Criteria criteria = new Criteria();
    private final FieldErrors errors = new FieldErrors();
    private final Conditions conditions;
    private final List<Order> orders = new ArrayList<>();
    private List<Listing.Field> shown;
    private Set<String> named = Set.of();
    private int limit = DEFAULT_LIMIT;
    private long offset;
    private boolean counted = true;
    private @Nullable Cursor cursor;
    private @Nullable ExportFormat export;

    private ListQuery(Listing listing) {
        this.listing = listing;
        this.shown = listing.shown();
        this.conditions = new Conditions(listing, criteria, errors);
    }

    /**
     * Reads the parameters of a request.
     *
     * @throws Rejected with every parameter that is unknown or has a bad value
     */
    public static ListQuery parse(Listing listing, Map<String, List<String>> parameters) {
        ListQuery query = new ListQuery(listing);
        parameters.forEach(query::read);
        query.endOrdering();
        List<String> places = parameters.getOrDefault("cursor", List.of());
        if (!places.isEmpty()) {
            query.cursor(places.get(places.size() - 1));
        }
        query.refuseContradictions(parameters.keySet());
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
                query.errors.parameter(name, "This is no filter.");
            } else {
                query.read(name, List.of(value));
            }
        });
        FieldErrors errors = new FieldErrors();
        query.errors.asMap().forEach((name, messages) -> {
            if (messages instanceof List<?> list) {
                list.forEach(message -> errors.below("filters", name, String.valueOf(message)));
            }
        });
        if (errors.isEmpty() && query.criteria.where().isEmpty()) {
            errors.add("filters", "These filters let everything pass.");
        }
        if (!errors.isEmpty()) {
            throw Rejected.of(errors);
        }
        query.endOrdering();
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
        return conditions.flag(name);
    }

    /** The values of a field that were asked for by name: {@code organization=1} or {@code organization__in=1,2}. */
    public List<Object> asked(String parameter) {
        return conditions.asked(parameter);
    }

    /** The file that is asked for instead of a page. */
    public Optional<ExportFormat> export() {
        return Optional.ofNullable(export);
    }

    Listing listing() {
        return listing;
    }

    /** Where the page begins, if that is not said by an offset. */
    Optional<Cursor> cursor() {
        return Optional.ofNullable(cursor);
    }

    /** Whether the answer says how many match. */
    boolean counted() {
        return counted && cursor == null;
    }

    /** The names of the shown fields, nested ones by their dotted name: the columns of a table without rows. */
    public List<String> columns() {
        return listing.isCompleted() && !named.isEmpty()
                ? List.copyOf(named)
                : shown.stream().flatMap(this::columns).toList();
    }

    private Stream<String> columns(Listing.Field field) {
        List<String> inner = inner(field);
        return inner.isEmpty() ? Stream.of(field.name()) : inner.stream().map(name -> field.name() + "." + name);
    }

    /** Which fields of the objects that a field stands for are shown; none if they are shown as they are. */
    List<String> inner(Listing.Field field) {
        Listing.Nesting nesting = listing.nesting(field.name());
        if (nesting == null) {
            return List.of();
        }
        return nesting.fields().stream()
                .filter(name -> named.contains(field.name() + "." + name)
                        || ((named.isEmpty() || named.contains(field.name()))
                                && nesting.shown().contains(name)))
                .toList();
    }

    /** The fields that are read. */
    List<Listing.Field> shown() {
        return shown;
    }

    /** The fields of a row that the client named, outermost names first; none if it wants them all. */
    public Set<String> named() {
        return named;
    }

    /** Always ended by the id, so that pages never overlap. */
    List<Order> ordering() {
        return orders;
    }

    private void read(String name, List<String> values) {
        int longest = "cursor".equals(name) ? MAX_CURSOR_LENGTH : MAX_LENGTH;
        if (values.stream().anyMatch(value -> value.length() > longest)) {
            errors.parameter(name, "Ensure this value has at most " + longest + " characters.");
            return;
        }
        if (values.size() > 1 && (PARTS.contains(name) || conditions.isSingle(name))) {
            errors.parameter(name, "Give this parameter only once.");
            return;
        }
        String value = values.get(0);
        switch (name) {
            case "limit" ->
                number(name, value).ifPresent(n -> limit = (int) Math.min(n == 0 ? DEFAULT_LIMIT : n, MAX_LIMIT));
            case "offset" -> number(name, value).ifPresent(n -> offset = Math.min(n, Integer.MAX_VALUE));
            case "ordering" -> ordering(value);
            case "fields" -> project(List.of(value.split(",")));
            case "brief" ->
                Kind.bool(value).ifPresentOrElse(this::brief, () -> errors.parameter(name, Kind.BOOLEAN.expectation()));
            case "count" -> {
                if ("none".equals(value)) {
                    counted = false;
                } else {
                    errors.parameter(name, "The only value is 'none'.");
                }
            }
            case "cursor" -> {
                // read when the ordering is known
            }
            case "export" ->
                ExportFormat.parse(value)
                        .ifPresentOrElse(
                                format -> export = format,
                                () -> errors.parameter(name, "Choose one of " + ExportFormat.names() + "."));
            default -> conditions.read(name, values);
        }
    }

    private void refuseContradictions(Set<String> given) {
        if (given.contains("cursor") && given.contains("offset")) {
            errors.add("cursor", "Use either a cursor or an offset.");
        }
        if (given.contains("brief") && given.contains("fields")) {
            errors.add("brief", "Use either brief or fields.");
        }
        if (given.contains("export") && given.contains("cursor")) {
            errors.add("export", "An export holds all rows and takes no cursor.");
        }
        if (given.contains("export") && conditions.anyFlag()) {
            errors.add("export", "Devices are asked for a page, not for an export.");
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
        errors.parameter(name, "A valid integer of at least 0 is required.");
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
                        .filter(each -> each.kind() != Kind.LIST)
                        .map(Listing.Field::parameter)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
                errors.add("ordering", "Cannot order by '" + name + "'." + suggestionOrAll(name, known));
            } else if (orders.stream().noneMatch(order -> order.field().equals(field.get()))) {
                orders.add(new Order(field.get(), descending));
            }
        }
    }

    private void endOrdering() {
        Listing.Field id = listing.id();
        if (orders.stream().noneMatch(order -> order.field().path().equals(id.path()))) {
            orders.add(new Order(id, false));
        }
    }

    private void cursor(String token) {
        Cursor.parse(token, orders)
                .ifPresentOrElse(
                        place -> cursor = place,
                        () -> errors.add(
                                "cursor", "This is no cursor of this list in this order; begin with 'cursor='."));
    }

    private void brief(boolean wanted) {
        if (wanted) {
            project(listing.brief());
        }
    }

    private void project(List<String> names) {
        Set<String> known = listing.rowNames();
        Set<String> wanted = new LinkedHashSet<>();
        for (String part : names) {
            String name = part.strip();
            if (known.contains(name)) {
                wanted.add(name);
            } else {
                errors.add("fields", "There is no field '" + name + "'." + suggestionOrAll(name, known));
            }
        }
        named = wanted;
        if (!listing.isCompleted()) {
            shown = listing.fields().stream()
                    .filter(field -> wanted.contains(field.name())
                            || (wanted.contains(field.outermost()) && listing.isPartOfWhole(field))
                            || !inner(field).isEmpty())
                    .toList();
        }
    }

    /** The sentence about a parameter that is none, with the nearest known name. */
    public static String unknown(String name, Collection<String> known) {
        return "Unknown parameter '" + name + "'." + suggestion(name, known);
    }

    private static String suggestionOrAll(String name, Collection<String> known) {
        String suggestion = suggestion(name, known);
        return suggestion.isEmpty() ? " Choose from: " + String.join(", ", known) + "." : suggestion;
    }

    private static String suggestion(String name, Collection<String> known) {
        String parameter = name.replace(".", Lookup.SEPARATOR);
        if (!name.equals(parameter) && known.contains(parameter)) {
            return " Did you mean '" + parameter + "'?";
        }
        return Nearest.to(name, known)
                .map(near -> " Did you mean '" + near + "'?")
                .orElse("");
    }
}
