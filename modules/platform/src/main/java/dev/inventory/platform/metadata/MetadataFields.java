package dev.inventory.platform.metadata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An object's metadata as the API takes and shows it. */
public record MetadataFields(
        @Schema(required = true, description = "A JSON object of at most 64 KiB")
        ObjectNode metadata) {}
