package dev.inventory.box.internal.html;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;

/** What a client would rather have (RFC 9110, 12.5.1). */
public final class Accepted {

    private Accepted() {}

    /** Whether the client wants a type more than another; a client that says nothing wants both alike. */
    public static boolean prefers(HttpHeaders headers, MediaType wanted, MediaType other) {
        return prefers(headers.getAcceptableMediaTypes(), wanted, other);
    }

    static boolean prefers(List<MediaType> accepted, MediaType wanted, MediaType other) {
        return quality(accepted, wanted) > quality(accepted, other);
    }

    /** The quality that the most precise of the ranges gives the type. */
    private static double quality(List<MediaType> accepted, MediaType type) {
        return accepted.stream()
                .filter(range -> range.isCompatible(type))
                .min(Comparator.comparing(MediaType::isWildcardType).thenComparing(MediaType::isWildcardSubtype))
                .map(range -> quality(range.getParameters().getOrDefault("q", "1")))
                .orElse(0.0);
    }

    private static double quality(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
