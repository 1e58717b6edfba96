package dev.inventory.platform.listing;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page of a list; or, in its place, an export of the whole list, which is written instead of it. */
@Schema(description = "One page of a list")
public record Page(
        @Schema(
                description = "How many objects match, on all pages; left out where it was not asked for",
                example = "156")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Long count,

        @Schema(description = "The next page, or null", nullable = true) @Nullable
        String next,

        @Schema(description = "The previous page, or null", nullable = true) @Nullable
        String previous,

        List<Map<String, @Nullable Object>> results,

        @Schema(hidden = true) @JsonIgnore @Nullable Export export) {

    public Page(
            @Nullable Long count,
            @Nullable String next,
            @Nullable String previous,
            List<Map<String, @Nullable Object>> results) {
        this(count, next, previous, results, null);
    }

    static Page of(Export export) {
        return new Page(null, null, null, List.of(), export);
    }
}
