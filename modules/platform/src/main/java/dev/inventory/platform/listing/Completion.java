package dev.inventory.platform.listing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a module does to rows that were read before they are shown. It runs in the transaction that reads them. */
@FunctionalInterface
public interface Completion {

    Completion NONE = rows -> {};

    /** Changes the rows in place. */
    void complete(List<Map<String, @Nullable Object>> rows);
}
