package dev.inventory.device.internal.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.platform.export.Formulas;
import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.json.Nearest;
import dev.inventory.platform.listing.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The columns of a delimited file: the names of an export, nested ones by their dotted name. What a cell cannot mean is
 * handed on as a text, for the device to refuse it by name.
 */
final class FileColumns {

    private static final String SNMP = "snmp.";
    private static final Set<String> SNMP_NUMBERS = Set.of("port", "timeout_ms", "retries");

    /** What a column holds. An empty cell empties the field, or leaves it alone where it cannot be empty. */
    private enum Meaning {
        TEXT,
        /** Empty: none. */
        NUMBER,
        /** Empty: not said. */
        TRUTH,
        /** Empty: not said. */
        SECRET,
        /** A JSON list, or words between commas. */
        WORDS,
        /** The number of another object, or its name. Empty: not said. */
        REFERENCE,
        /** The name of another object; counts if there is no number. */
        NAME,
        /** Shown by exports, and not taken. */
        READ_ONLY
    }

    private static final Map<String, Meaning> KNOWN = Map.ofEntries(
            Map.entry("name", Meaning.TEXT),
            Map.entry("hostname", Meaning.TEXT),
            Map.entry("serial_number", Meaning.TEXT),
            Map.entry("mac_address", Meaning.TEXT),
            Map.entry("location", Meaning.TEXT),
            Map.entry("description", Meaning.TEXT),
            Map.entry("firmware_version", Meaning.TEXT),
            Map.entry("management_ip", Meaning.TEXT),
            Map.entry("parent", Meaning.NUMBER),
            Map.entry("poll_interval_seconds", Meaning.NUMBER),
            Map.entry("status", Meaning.TRUTH),
            Map.entry("polling_enabled", Meaning.TRUTH),
            Map.entry("snmp_community", Meaning.SECRET),
            Map.entry("tags", Meaning.WORDS),
            Map.entry("status_helpers", Meaning.WORDS),
            Map.entry("type", Meaning.REFERENCE),
            Map.entry("type.id", Meaning.REFERENCE),
            Map.entry("type.slug", Meaning.NAME),
            Map.entry("type.name", Meaning.NAME),
            Map.entry("organization", Meaning.REFERENCE),
            Map.entry("organization.id", Meaning.REFERENCE),
            Map.entry("organization.name", Meaning.NAME),
            Map.entry("id", Meaning.READ_ONLY),
            Map.entry("type.model", Meaning.READ_ONLY),
            Map.entry("type.manufacturer", Meaning.READ_ONLY),
            Map.entry("organization.contact_email", Meaning.READ_ONLY),
            Map.entry("last_status_change", Meaning.READ_ONLY),
            Map.entry("status_reason", Meaning.READ_ONLY),
            Map.entry("status_detail", Meaning.READ_ONLY),
            Map.entry("pending_config", Meaning.READ_ONLY),
            Map.entry("maintenance_until", Meaning.READ_ONLY),
            Map.entry("serial_conflict", Meaning.READ_ONLY),
            Map.entry("serial_conflict.recorded", Meaning.READ_ONLY),
            Map.entry("serial_conflict.observed", Meaning.READ_ONLY),
            Map.entry("booted_at", Meaning.READ_ONLY),
            Map.entry("uptime", Meaning.READ_ONLY),
            Map.entry("last_seen", Meaning.READ_ONLY),
            Map.entry("created_at", Meaning.READ_ONLY),
            Map.entry("updated_at", Meaning.READ_ONLY));

    private record Column(String name, Meaning meaning) {}

    private final List<Column> columns;

    private FileColumns(List<Column> columns) {
        this.columns = columns;
    }

    /**
     * Reads the line of names.
     *
     * @throws Rejected for a name that is unknown or there twice, and without {@code serial_number}
     */
    static FileColumns of(List<String> names) {
        FieldErrors errors = new FieldErrors();
        List<Column> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String given = names.get(i).strip();
            String name = i == 0 && given.startsWith("\uFEFF") ? given.substring(1) : given;
            // what lies below snmp is judged with the row, as in a request
            Optional<Meaning> meaning = Optional.ofNullable(KNOWN.get(name))
                    .or(() -> name.startsWith(SNMP) ? Optional.of(Meaning.NUMBER) : Optional.empty());
            if (meaning.isEmpty()) {
                errors.add(
                        "columns",
                        "Unknown column '" + name + "'."
                                + Nearest.to(name, KNOWN.keySet())
                                        .map(near -> " Did you mean '" + near + "'?")
                                        .orElse(""));
            } else if (!seen.add(name)) {
                errors.add("columns", "The column '" + name + "' occurs more than once.");
            }
            columns.add(new Column(name, meaning.orElse(Meaning.READ_ONLY)));
        }
        if (!seen.contains("serial_number")) {
            errors.add("columns", "There must be a column 'serial_number', by which devices are found.");
        }
        if (!errors.isEmpty()) {
            throw Rejected.of(errors);
        }
        return new FileColumns(columns);
    }

    FileRow row(int line, List<String> cells) {
        if (cells.size() != columns.size()) {
            return FileRow.faulty(
                    line,
                    Rejected.field(
                            "non_field_errors",
                            "Expected " + columns.size() + " columns but got " + cells.size() + "."));
        }
        ObjectNode fields = Json.mapper().createObjectNode();
        for (int i = 0; i < cells.size(); i++) {
            put(fields, columns.get(i), Formulas.unescape(cells.get(i)));
        }
        return FileRow.of(line, fields);
    }

    private static void put(ObjectNode fields, Column column, String cell) {
        String name = column.name();
        boolean empty = cell.isBlank();
        switch (column.meaning()) {
            case TEXT -> fields.put(name, cell);
            case NUMBER -> {
                if (name.startsWith(SNMP)) {
                    if (!empty) {
                        String below = name.substring(SNMP.length());
                        fields.withObject("/snmp").set(below, SNMP_NUMBERS.contains(below) ? number(cell) : text(cell));
                    }
                } else if (empty) {
                    fields.putNull(name);
                } else {
                    fields.set(name, number(cell));
                }
            }
            case TRUTH -> {
                if (!empty) {
                    Kind.bool(cell).ifPresentOrElse(truth -> fields.put(name, truth), () -> fields.put(name, cell));
                }
            }
            case SECRET -> {
                if (!empty) {
                    fields.put(name, cell);
                }
            }
            case WORDS -> fields.set(name, words(cell));
            case REFERENCE -> {
                if (!empty) {
                    fields.set(name.replace(".id", ""), number(cell));
                }
            }
            case NAME -> {
                String object = name.substring(0, name.indexOf('.'));
                if (!empty && (!fields.has(object) || fields.get(object).isObject())) {
                    fields.withObject("/" + object).put(name.substring(object.length() + 1), cell.strip());
                }
            }
            case READ_ONLY -> {
                // says what was when the file was made
            }
        }
    }

    private static JsonNode number(String cell) {
        String plain = cell.strip();
        return plain.matches("-?\\d{1,18}")
                ? Json.mapper().getNodeFactory().numberNode(Long.parseLong(plain))
                : text(plain);
    }

    private static JsonNode text(String cell) {
        return Json.mapper().getNodeFactory().textNode(cell);
    }

    /** A JSON list, as exports have it, or words separated by commas. */
    private static JsonNode words(String cell) {
        String plain = cell.strip();
        if (plain.startsWith("[")) {
            try {
                return Json.mapper().readTree(plain);
            } catch (JsonProcessingException noList) {
                return text(cell);
            }
        }
        ArrayNode words = Json.mapper().createArrayNode();
        for (String word : plain.split(",")) {
            if (!word.isBlank()) {
                words.add(word.strip());
            }
        }
        return words;
    }
}
