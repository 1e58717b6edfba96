package dev.inventory.box;

import dev.inventory.platform.imports.Fingerprint;
import dev.inventory.platform.imports.Imports;
import org.jspecify.annotations.Nullable;

/**
 * Takes in items that another system keeps. They show where they come from. No quantity falls beneath what is reserved,
 * and what is reserved is not removed.
 */
public interface ItemImports extends Imports<ItemImports.ImportedItem> {

    /** Most characters of an external id. */
    int MAX_EXTERNAL_ID = 200;

    /** Most characters of a part number and of a location. */
    int MAX_PART_NUMBER = 200;

    int MAX_DESCRIPTION = 4000;
    int MAX_SERIAL_NUMBER = 128;

    /**
     * An item as the other system has it. It is put into no box: in which one it is kept is for users to say.
     *
     * @param externalId its id there, 1 to 200 characters; unique within the source
     * @param quantity at least 0
     * @param location where the other system keeps it, in its own words
     */
    record ImportedItem(
            String externalId,
            @Nullable String mfgPartNumber,
            int quantity,
            @Nullable String description,
            @Nullable String digikeyPartNumber,
            @Nullable String mouserPartNumber,
            @Nullable String jlcpcbPartNumber,
            @Nullable String serialNumber,
            @Nullable String location) {

        public long fingerprint() {
            return Fingerprint.of(
                    mfgPartNumber,
                    quantity,
                    description,
                    digikeyPartNumber,
                    mouserPartNumber,
                    jlcpcbPartNumber,
                    serialNumber,
                    location);
        }
    }
}
