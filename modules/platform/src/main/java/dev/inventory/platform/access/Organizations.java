package dev.inventory.platform.access;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What other modules ask about organizations. Answers come from the current transaction. */
public interface Organizations {

    /** An organization as it is nested in other objects. */
    record Organization(long id, String name, @Nullable String contactEmail) {}

    /** The organizations with these ids; an id that does not exist is missing from the answer. */
    Map<Long, Organization> byIds(Collection<Long> ids);

    /** The organizations with these names, in any case, by their names in small letters; others are missing. */
    Map<String, Organization> byNames(Collection<String> names);

    /** An organization's id and those of everything under it; empty if it does not exist. */
    Set<Long> withDescendants(long id);

    /** An organization's id and those of everything above it; empty if it does not exist. */
    Set<Long> withAncestors(long id);
}
