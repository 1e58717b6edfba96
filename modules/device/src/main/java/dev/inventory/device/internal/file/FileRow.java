package dev.inventory.device.internal.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.platform.failure.Failure;
import dev.inventory.platform.json.Json;
import java.util.Optional;

/**
 * One device of a file.
 *
 * @param line where it begins in a CSV file, or its number in a JSON list; both from 1
 * @param fields as a request would send them; {@code type} and {@code organization} may also be names
 * @param fault why there are no fields, if there are none
 */
public record FileRow(int line, ObjectNode fields, Optional<Failure> fault) {

    static FileRow of(int line, ObjectNode fields) {
        return new FileRow(line, fields, Optional.empty());
    }

    static FileRow faulty(int line, Failure fault) {
        return new FileRow(line, Json.mapper().createObjectNode(), Optional.of(fault));
    }

    /** The serial number as it was sent, trimmed; empty if there is none that could be one. */
    public String serialNumber() {
        return fields.path("serial_number").asText("").strip();
    }
}
