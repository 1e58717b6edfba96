package dev.inventory.platform.json;

import dev.inventory.platform.failure.Rejected;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A request's JSON where a path takes one object or a list of them. */
public final class Bodies {

    /** Most objects of one request. */
    public static final int MAX = 1_000;

    private final boolean list;
    private final List<Body> bodies;

    private Bodies(boolean list, List<Body> bodies) {
        this.list = list;
        this.bodies = bodies;
    }

    static Bodies one(Body body) {
        return new Bodies(false, List.of(body));
    }

    static Bodies list(List<Body> bodies) {
        return new Bodies(true, List.copyOf(bodies));
    }

    /** A change of one object of many. */
    public static final class Change {

        private final Body body;
        private final Value<Long> id;

        private Change(Body body, Value<Long> id) {
            this.body = body;
            this.id = id;
        }

        /** @throws Rejected if the item has no id, or one that another item has too */
        public long id() {
            if (body.hasErrors()) {
                throw Rejected.of(body.errors());
            }
            return id.get();
        }

        public Body body() {
            return body;
        }
    }

    public boolean isList() {
        return list;
    }

    /** The object, where no list was sent. */
    public Body one() {
        return bodies.get(0);
    }

    /**
     * The objects of the list, at least one.
     *
     * @throws Rejected if one object was sent, or an empty list
     */
    public List<Body> all() {
        if (!list) {
            throw Rejected.field("non_field_errors", "Expected a list of items but got type \"dict\".");
        }
        if (bodies.isEmpty()) {
            throw Rejected.field("non_field_errors", "This list may not be empty.");
        }
        return bodies;
    }

    /** The objects of the list as changes of what their field of that name says. */
    public List<Change> changes(String idField) {
        Set<Long> seen = new HashSet<>();
        List<Change> changes = new ArrayList<>();
        for (Body body : all()) {
            Value<Long> id = body.id(idField).required();
            Long value = id.orNull();
            if (value != null && !seen.add(value)) {
                body.error(idField, "This id occurs more than once.");
            }
            changes.add(new Change(body, id));
        }
        return changes;
    }
}
