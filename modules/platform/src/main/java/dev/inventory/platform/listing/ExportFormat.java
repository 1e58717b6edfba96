package dev.inventory.platform.listing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The file that all rows of a list are written to on {@code export=}. */
public enum ExportFormat {
    CSV("text/csv; charset=utf-8"),
    TSV("text/tab-separated-values; charset=utf-8"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    JSON("application/json");

    private final String mediaType;

    ExportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** As in a file's name and in the parameter. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ExportFormat> parse(String text) {
        return Arrays.stream(values())
                .filter(format -> format.extension().equals(text))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(ExportFormat::extension).collect(Collectors.joining(", "));
    }
}
