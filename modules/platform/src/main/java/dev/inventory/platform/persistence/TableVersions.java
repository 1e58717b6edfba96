package dev.inventory.platform.persistence;

import java.util.Collection;
import java.util.Optional;

/** Whether anybody has written to a table of the embedded database, which only this process can do. */
public interface TableVersions {

    /**
     * In which version all of these tables are; none while any of them is being written to, or where that is not known.
     * Rows that were read between two equal versions are what was committed then.
     */
    Optional<String> version(Collection<String> tables);
}
