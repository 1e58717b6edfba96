package dev.inventory.headlessops.internal;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page of operations. */
@Schema(description = "One page of operations")
record OperationPage(
        @Schema(
                description = "How many operations match, on all pages; left out where it was not asked for",
                example = "1")
        @Nullable
        Long count,

        @Schema(description = "The next page, or null", nullable = true) @Nullable
        String next,

        @Schema(description = "The previous page, or null", nullable = true) @Nullable
        String previous,

        List<OperationSummary> results) {}
