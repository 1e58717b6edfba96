package dev.inventory.platform.listing;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page of a list. */
@Schema(description = "One page of a list")
public record Page(
        @Schema(description = "How many objects match, on all pages", example = "156")
        long count,

        @Schema(description = "The next page, or null", nullable = true) @Nullable
        String next,

        @Schema(description = "The previous page, or null", nullable = true) @Nullable
        String previous,

        List<Map<String, @Nullable Object>> results) {}
