package dev.inventory.platform.listing;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Page} for who writes it at once as JSON.
 *
 * @param results the rows, or what was written of them before
 */
public record WrittenPage(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long count,
        @Nullable String next,
        @Nullable String previous,
        Object results) {}
