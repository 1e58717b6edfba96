package dev.inventory.box.internal;

import dev.inventory.platform.failure.Rejected;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** Which item is meant by what somebody typed or scanned. */
@ApplicationScoped
public class ScannedItems {

    /**
     * The id of the item, which need not exist.
     *
     * @throws Rejected if it is nothing by which an item is called
     */
    String itemId(String scanned) {
        String id = scanned.toLowerCase(Locale.ROOT);
        if (!PublicId.isWellFormed(id)) {
            throw Parameters.malformed("item_id");
        }
        return id;
    }
}
