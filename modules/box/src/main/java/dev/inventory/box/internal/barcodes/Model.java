package dev.inventory.box.internal.barcodes;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a barcode may stand for. */
enum Model {
    BOX("BX"),
    ITEM("IT"),
    DEVICE("DV");

    /** In short barcodes. */
    private final String mark;

    Model(String mark) {
        this.mark = mark;
    }

    /** As requests and answers name it; also the role that guards it. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String mark() {
        return mark;
    }

    static Optional<Model> of(String key) {
        return Arrays.stream(values()).filter(model -> model.key().equals(key)).findFirst();
    }

    static Optional<Model> ofMark(String mark) {
        return Arrays.stream(values())
                .filter(model -> model.mark.equalsIgnoreCase(mark))
                .findFirst();
    }
}
