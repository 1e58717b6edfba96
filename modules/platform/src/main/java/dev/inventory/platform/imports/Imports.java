package dev.inventory.platform.imports;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes in objects that another system keeps under ids of its own. They stand beside those made by hand. Everything
 * happens in the caller's transaction; an object is written whole, with what belongs to it, or not at all.
 *
 * @param <T> an object as the other system has it
 */
public interface Imports<T> {

    /** What became of an object. */
    enum Outcome {
        CREATED,
        CHANGED,
        UNCHANGED,
        /** It cannot be written; {@link Taken#refusal} says why. */
        REFUSED
    }

    /**
     * An object that came from the other system before.
     *
     * @param fingerprint of what the other system said last; 0 if it has to be looked at again in any case
     * @param missing whether it was marked as no longer there
     */
    record Known(long id, String externalId, long fingerprint, boolean missing) {}

    /**
     * What became of an object.
     *
     * @param id 0 if it was refused
     * @param field the field that it was refused for; null if it was not, or if it was no single one
     * @param refusal why it was refused; empty if it was not
     */
    record Taken(long id, Outcome outcome, @Nullable String field, String refusal) {

        public static Taken of(long id, Outcome outcome) {
            return new Taken(id, outcome, null, "");
        }

        public static Taken refused(@Nullable String field, String refusal) {
            return new Taken(0, Outcome.REFUSED, field, refusal);
        }
    }

    /**
     * What taking an object would do.
     *
     * @param before the fields that would change, as they are; empty for a new object
     * @param after the same fields as they would be
     */
    record Difference(Outcome outcome, Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {}

    /** Those that are known of some, by their external ids. Reads alone, and locks nothing. */
    Map<String, Known> known(String source, Collection<String> externalIds);

    /**
     * Creates the objects that are not there yet and changes the others. What a user has edited stays as the user wants
     * it.
     *
     * @param source names the other system, 1 to 100 characters
     * @param objects with distinct external ids
     * @param known what {@link #known} said of them in this transaction
     * @return what became of each, by its external id
     */
    Map<String, Taken> take(String source, List<T> objects, Map<String, Known> known);

    /** What {@link #take} would do, by external id. Writes nothing. */
    Map<String, Difference> compare(String source, List<T> objects);

    /** How many objects came from there. */
    long count(String source);

    /**
     * The objects that came from there in the order of their external ids.
     *
     * @param after the external id before the first one; empty to begin
     */
    List<Known> following(String source, String after, int max);

    /** Notes of objects that the other system no longer has them; they stay. One that comes again is no longer missing. */
    void markMissing(Collection<Long> ids);

    /**
     * Deletes objects that the other system no longer has.
     *
     * @return why some stay, by their ids
     */
    Map<Long, String> remove(Collection<Long> ids);
}
