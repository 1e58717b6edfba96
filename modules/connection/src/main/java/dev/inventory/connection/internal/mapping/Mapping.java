package dev.inventory.connection.internal.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.connection.internal.source.SourceRecord;
import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.json.Nearest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which field of the source is which of ours, and which records are wanted at all. */
public final class Mapping {

    static final int MAX_EXTERNAL_ID = 200;

    /** Fields of the source that filters look at; they become nothing. */
    private static final String ACTIVE = "active";

    private static final String CATEGORY = "category";

    private static final Set<String> INACTIVE =
            Set.of("0", "false", "no", "n", "f", "off", "inactive", "disabled", "retired");

    /** Where activity and category usually are, if the mapping does not say. */
    private static final List<String> USUAL_ACTIVE = List.of("active", "is_active");

    private static final List<String> USUAL_CATEGORY = List.of("category", "category_name");

    private final List<TargetField> fields;
    private final FieldRule id;
    private final @Nullable FieldRule[] rules;
    private final String idField;
    private final boolean activeOnly;
    private final Set<String> excluded;
    private final List<FieldRule> active;
    private final List<FieldRule> category;

    private Mapping(TargetKind target, Map<String, FieldRule> rules, boolean activeOnly, Set<String> excluded) {
        this.fields = target.fields();
        this.idField = target.idField();
        FieldRule named = rules.get(target.idField());
        this.id = named == null ? java.util.Objects.requireNonNull(rules.get(TargetKind.EXTERNAL_ID)) : named;
        this.rules = new @Nullable FieldRule[fields.size()];
        for (int i = 0; i < this.rules.length; i++) {
            this.rules[i] = rules.get(fields.get(i).name());
        }
        this.activeOnly = activeOnly;
        this.excluded = excluded;
        this.active = filterRules(rules.get(ACTIVE), USUAL_ACTIVE);
        this.category = filterRules(rules.get(CATEGORY), USUAL_CATEGORY);
    }

    private static List<FieldRule> filterRules(@Nullable FieldRule own, List<String> usual) {
        return own != null ? List.of(own) : usual.stream().map(FieldRule::path).toList();
    }

    /**
     * Reads a mapping.
     *
     * @param mapping rules by our fields' names
     * @param excluded categories that are left out, in any case
     * @param errors is told what is wrong, under {@code prefix} and the field's name
     * @return empty if anything is wrong
     */
    static Optional<Mapping> parse(
            TargetKind target,
            ObjectNode mapping,
            boolean activeOnly,
            List<String> excluded,
            FieldErrors errors,
            String prefix) {
        List<String> names = new ArrayList<>(List.of(target.idField(), TargetKind.EXTERNAL_ID, ACTIVE, CATEGORY));
        target.fields().forEach(field -> names.add(field.name()));
        Map<String, FieldRule> rules = new LinkedHashMap<>();
        FieldErrors own = new FieldErrors();
        for (Map.Entry<String, JsonNode> entry : mapping.properties()) {
            String name = entry.getKey();
            if (!names.contains(name)) {
                String near = Nearest.to(name, names)
                        .map(n -> " Did you mean '" + n + "'?")
                        .orElse("");
                own.add(prefix + name, "The " + target.word() + " have no such field." + near);
                continue;
            }
            try {
                rules.put(name, FieldRule.parse(entry.getValue()));
            } catch (IllegalArgumentException e) {
                own.add(prefix + name, String.valueOf(e.getMessage()));
            }
        }
        if (!mapping.has(target.idField()) && !mapping.has(TargetKind.EXTERNAL_ID)) {
            own.add(prefix + target.idField(), "Say which field of the source is the record's own id.");
        }
        for (TargetField field : target.fields()) {
            if (field.required() && !mapping.has(field.name())) {
                own.add(prefix + field.name(), "This field is needed: say where it comes from.");
            }
        }
        own.asMap().forEach((name, messages) -> merge(errors, name, messages));
        Set<String> lower = new java.util.HashSet<>();
        excluded.forEach(each -> lower.add(each.toLowerCase(Locale.ROOT)));
        return own.isEmpty() ? Optional.of(new Mapping(target, rules, activeOnly, lower)) : Optional.empty();
    }

    @SuppressWarnings("unchecked") // what FieldErrors wrote
    private static void merge(FieldErrors into, String name, Object messages) {
        if (messages instanceof List<?> list) {
            list.forEach(message -> into.add(name, String.valueOf(message)));
        } else {
            ((Map<String, Object>) messages).forEach((below, more) -> merge(into, name + "." + below, more));
        }
    }

    /** Whether the filters let a record pass. One that says nothing of its activity or category does. */
    public boolean wants(SourceRecord record) {
        if (activeOnly) {
            String value = first(active, record);
            if (value != null && INACTIVE.contains(value.toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        if (!excluded.isEmpty()) {
            String value = first(category, record);
            return value == null || !excluded.contains(value.toLowerCase(Locale.ROOT));
        }
        return true;
    }

    /**
     * The record in our words.
     *
     * @throws MappingFailure naming the record, the field and what is wrong
     */
    public Mapped map(SourceRecord record) throws MappingFailure {
        String externalId = value(id, record, "", idField);
        if (externalId == null) {
            throw new MappingFailure("", idField, "The record has no id");
        }
        if (externalId.length() > MAX_EXTERNAL_ID
                || TargetField.text(idField, MAX_EXTERNAL_ID).fault(externalId) != null) {
            throw new MappingFailure(
                    externalId.substring(0, Math.min(60, externalId.length())).replaceAll("\\p{Cntrl}", "?"),
                    idField,
                    "The id has more than " + MAX_EXTERNAL_ID + " or wrong characters");
        }
        @Nullable Object[] values = new @Nullable Object[rules.length];
        for (int i = 0; i < values.length; i++) {
            FieldRule rule = rules[i];
            TargetField field = fields.get(i);
            String text = rule == null ? null : value(rule, record, externalId, field.name());
            if (text == null) {
                if (field.required()) {
                    throw new MappingFailure(externalId, field.name(), "The value is missing");
                }
            } else if (field.isNumber()) {
                values[i] = number(text, externalId, field.name());
            } else {
                String fault = field.fault(text);
                if (fault != null) {
                    throw new MappingFailure(externalId, field.name(), "The value " + fault);
                }
                values[i] = text;
            }
        }
        return new Mapped(externalId, values);
    }

    private static @Nullable String first(List<FieldRule> rules, SourceRecord record) {
        for (FieldRule rule : rules) {
            try {
                String value = rule.value(record);
                if (value != null) {
                    return value;
                }
            } catch (IllegalArgumentException e) {
                // an object with that name says nothing of it
            }
        }
        return null;
    }

    private static @Nullable String value(FieldRule rule, SourceRecord record, String externalId, String field)
            throws MappingFailure {
        try {
            return rule.value(record);
        } catch (IllegalArgumentException e) {
            throw new MappingFailure(externalId, field, String.valueOf(e.getMessage()));
        }
    }

    private static Integer number(String text, String externalId, String field) throws MappingFailure {
        int plain = plain(text);
        if (plain >= 0) {
            return plain;
        }
        BigDecimal number;
        try {
            if (text.length() > 50) {
                throw new NumberFormatException();
            }
            number = new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new MappingFailure(externalId, field, "'" + cut(text) + "' is no number");
        }
        if (Math.abs((long) number.scale()) > 100) {
            throw new MappingFailure(externalId, field, "'" + cut(text) + "' is no number of pieces");
        }
        if (number.signum() != 0 && number.stripTrailingZeros().scale() > 0) {
            throw new MappingFailure(externalId, field, "'" + cut(text) + "' is no whole number");
        }
        if (number.signum() < 0 || number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            throw new MappingFailure(
                    externalId, field, "'" + cut(text) + "' is not between 0 and " + Integer.MAX_VALUE);
        }
        return number.intValueExact();
    }

    /** What most numbers are, without the detour; -1 for all others. */
    private static int plain(String text) {
        if (text.isEmpty() || text.length() > 9) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            value = value * 10 + digit - '0';
        }
        return value;
    }

    private static String cut(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() > 60 ? plain.substring(0, 60) + "…" : plain;
    }
}
