package dev.inventory.headlessops.internal;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The form that an operation may be sent in, for the API's description. */
@Schema(description = "An operation's configuration as JSON in a form field")
record OperationForm(
        @Schema(
                required = true,
                description = "JSON of the operation's configuration",
                example = "{\"operation_type\": \"bulk_serial_sync\"}")
        String data) {}
