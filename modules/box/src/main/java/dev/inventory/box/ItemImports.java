package dev.inventory.box;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes in items that another system keeps. They stand beside those made by hand, and show where they come from. */
public interface ItemImports {

    /**
     * An item as the other system has it. It is put into no box: where it is kept is for users to say.
     *
     * @param externalId its id there, 1 to 200 characters; unique within the source
     * @param quantity at least 0
     */
    record ImportedItem(
            String externalId,
            @Nullable String mfgPartNumber,
            int quantity,
            @Nullable String description,
            @Nullable String digikeyPartNumber,
            @Nullable String mouserPartNumber,
            @Nullable String jlcpcbPartNumber,
            @Nullable String serialNumber) {}

    /** What became of an item. */
    enum Outcome {
        CREATED,
        CHANGED,
        UNCHANGED
    }

    /**
     * Creates the items that are not there yet and changes the others, in the caller's transaction. What a user has
     * edited in an item stays as the user wants it, and no quantity falls beneath what is reserved.
     *
     * @param source name of the other system, 1 to 100 characters
     * @return what became of each item, by its external id
     */
    Map<String, Outcome> take(String source, List<ImportedItem> items);
}
