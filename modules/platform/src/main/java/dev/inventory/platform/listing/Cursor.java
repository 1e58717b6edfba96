package dev.inventory.platform.listing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.inventory.platform.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place in an ordered list: beside the row with these values. It is given to clients as a text that means nothing to
 * them; what it holds only ever becomes bound values.
 *
 * @param ordering the orders that the values belong to
 * @param values of the ordered fields, in their order; none is the list's beginning
 * @param backwards whether the page ends before the place, instead of beginning after it
 */
record Cursor(List<Order> ordering, List<@Nullable Object> values, boolean backwards) {

    private static final String ORDERING = "o";
    private static final String VALUES = "v";
    private static final String BACKWARDS = "b";

    static Cursor start(List<Order> ordering) {
        return new Cursor(ordering, List.of(), false);
    }

    boolean isStart() {
        return values.isEmpty();
    }

    /** The text for clients. */
    String token() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put(ORDERING, names(ordering));
        List<@Nullable String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value == null ? null : value.toString()));
        content.put(VALUES, texts);
        if (backwards) {
            content.put(BACKWARDS, true);
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.write(content).getBytes(StandardCharsets.UTF_8));
    }

    /** @return the place; empty if the text is none of ours, or of a list in another order */
    static Optional<Cursor> parse(String token, List<Order> ordering) {
        if (token.isEmpty()) {
            return Optional.of(start(ordering));
        }
        try {
            JsonNode content = Json.mapper().readTree(Base64.getUrlDecoder().decode(token));
            JsonNode texts = content.path(VALUES);
            if (!content.path(ORDERING).asText().equals(names(ordering)) || texts.size() != ordering.size()) {
                return Optional.empty();
            }
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < ordering.size(); i++) {
                JsonNode text = texts.path(i);
                Optional<Object> value = ordering.get(i).field().kind().parse(text.asText());
                if (!text.isNull() && value.isEmpty()) {
                    return Optional.empty();
                }
                values.add(text.isNull() ? null : value.orElseThrow());
            }
            return Optional.of(
                    new Cursor(ordering, values, content.path(BACKWARDS).asBoolean()));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("Nothing was read from outside", e);
        }
    }

    /** The orders in which the rows of the page are read: from the place on. */
    List<Order> reading() {
        return backwards ? ordering.stream().map(Order::reversed).toList() : ordering;
    }

    /**
     * Adds the condition that a row lies beyond the place. That the first field is at least the place's is said apart:
     * from that alone a database sees where in its index to begin.
     */
    void restrict(Criteria criteria) {
        if (isStart()) {
            return;
        }
        List<Order> orders = reading();
        Order first = orders.get(0);
        Object value = values.get(0);
        if (value != null
                && orders.size() > 1
                && first.field().required()
                && first.field().kind() != Kind.BOOLEAN) {
            criteria.and(first.field().path() + (first.descending() ? " <= ?" : " >= ?"), value);
        }
        criteria.and(beyond(orders, 0, criteria));
    }

    private String beyond(List<Order> orders, int index, Criteria criteria) {
        String strictly = strictlyBeyond(orders.get(index), values.get(index), criteria);
        if (index == orders.size() - 1) {
            return strictly;
        }
        return "(" + strictly + " OR (" + level(orders.get(index), values.get(index), criteria) + " AND "
                + beyond(orders, index + 1, criteria) + "))";
    }

    private static String strictlyBeyond(Order order, @Nullable Object value, Criteria criteria) {
        String path = order.field().path();
        if (value == null) {
            return order.descending() ? path + " IS NOT NULL" : Criteria.nothing(path);
        }
        String known;
        if (value instanceof Boolean truth) {
            // not every database knows which of the two is the greater
            known = truth == order.descending() ? path + " = " + criteria.bind(!truth) : Criteria.nothing(path);
        } else {
            known = path + (order.descending() ? " < " : " > ") + criteria.bind(value);
        }
        return order.descending() || order.field().required() ? known : "(" + known + " OR " + path + " IS NULL)";
    }

    private static String level(Order order, @Nullable Object value, Criteria criteria) {
        String path = order.field().path();
        return value == null ? path + " IS NULL" : path + " = " + criteria.bind(value);
    }

    private static String names(List<Order> ordering) {
        return String.join(",", ordering.stream().map(Order::toString).toList());
    }
}
