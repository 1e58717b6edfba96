package dev.inventory.box.internal;

import dev.inventory.platform.failure.Failure;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What came of putting one item into a box. */
@Schema(name = "Placement", description = "What came of one item of many")
public record Placement(
        @Schema(description = "As it was sent", example = "m2x7q0bd")
        String item,

        @Schema(name = "item_id", nullable = true, description = "null if no item is meant by it", example = "m2x7q0bd")
        @Nullable
        String itemId,

        @Schema(description = "As for a request of its own", example = "200")
        int code,

        @Schema(example = "OK") String name,

        @Schema(example = "Moved") String description) {

    private static final int OK = 200;

    static Placement moved(String sent, String itemId) {
        return new Placement(sent, itemId, OK, "OK", "Moved");
    }

    static Placement there(String sent, String itemId) {
        return new Placement(sent, itemId, OK, "OK", "Was in this box");
    }

    static Placement failed(String sent, @Nullable String itemId, Failure failure) {
        Response.Status status = Response.Status.fromStatusCode(failure.status());
        String name = status == null ? "Error" : status.getReasonPhrase();
        return new Placement(sent, itemId, failure.status(), name, String.valueOf(failure.getMessage()));
    }
}
