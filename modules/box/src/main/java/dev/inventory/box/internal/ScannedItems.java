package dev.inventory.box.internal;

import dev.inventory.box.internal.barcodes.Barcodes;
import dev.inventory.platform.failure.Rejected;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;

/** Which item is meant by what somebody typed or scanned. */
@ApplicationScoped
public class ScannedItems {

    @Inject
    Stock stock;

    @Inject
    Barcodes barcodes;

    /**
     * The id of the item, which need not exist.
     *
     * @throws Rejected if it is nothing by which an item is called, in words for what it is
     */
    String itemId(String scanned) {
        if (scanned.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            throw Rejected.because("Nothing was scanned");
        }
        String id = scanned.strip().toLowerCase(Locale.ROOT);
        boolean wellFormed = PublicId.isWellFormed(id);
        if (wellFormed && stock.item(id).isPresent()) {
            return id;
        }
        // Some foreign codes are written as ids are, such as EAN-8.
        Optional<String> coded = barcodes.itemId(scanned);
        if (coded.isPresent()) {
            return coded.get();
        }
        if (!wellFormed) {
            throw Rejected.because("No match found for barcode data");
        }
        if (stock.shows(Boxes.ROLE) && stock.box(id).isPresent()) {
            throw Rejected.because("This is the code of a box");
        }
        return id;
    }
}
