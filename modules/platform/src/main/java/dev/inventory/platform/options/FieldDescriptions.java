package dev.inventory.platform.options;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Describes the fields of records as Django REST Framework's metadata does: by name a {@code type}, {@code required},
 * {@code read_only} and {@code label}, and what else their {@code @Schema} says.
 */
final class FieldDescriptions {

    private static final PropertyNamingStrategies.SnakeCaseStrategy SNAKE_CASE =
            new PropertyNamingStrategies.SnakeCaseStrategy();
    private static final Set<Class<?>> INTEGERS =
            Set.of(long.class, Long.class, int.class, Integer.class, short.class, Short.class);
    private static final Set<Class<?>> DECIMALS =
            Set.of(double.class, Double.class, float.class, Float.class, BigDecimal.class);

    /** Whether fields are described as they are read or as they are written. */
    private enum Use {
        SHOWN,
        WRITTEN,
        WRITTEN_IN_PART
    }

    private FieldDescriptions() {}

    /**
     * The fields of an object in the order in which it is shown, then those that are only written.
     *
     * @param partial whether a write may leave out every field
     */
    static Map<String, Object> of(Accepts accepts, boolean partial) {
        Map<String, Object> written = of(accepts.value(), partial ? Use.WRITTEN_IN_PART : Use.WRITTEN);
        Map<String, Object> all = new LinkedHashMap<>();
        for (Class<? extends Record> shown : accepts.shown()) {
            of(shown, Use.SHOWN).forEach((name, field) -> all.put(name, written.getOrDefault(name, field)));
        }
        written.forEach(all::putIfAbsent);
        return all;
    }

    private static Map<String, Object> of(Class<?> type, Use use) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                fields.putAll(of(component.getType(), use));
            } else {
                Schema schema = component.getAccessor().getAnnotation(Schema.class);
                String name = name(component, schema);
                fields.put(name, field(name, component.getGenericType(), schema, use));
            }
        }
        return fields;
    }

    private static String name(RecordComponent component, @Nullable Schema schema) {
        return schema == null || schema.name().isEmpty() ? SNAKE_CASE.translate(component.getName()) : schema.name();
    }

    private static Map<String, Object> field(String name, Type type, @Nullable Schema schema, Use use) {
        boolean readOnly = use == Use.SHOWN || (schema != null && schema.readOnly());
        Map<String, Object> field = new LinkedHashMap<>();
        field.put("type", typeName(type, schema));
        field.put("required", use == Use.WRITTEN && schema != null && schema.required());
        field.put("read_only", readOnly);
        field.put("label", label(name));
        if (schema != null) {
            limits(field, schema);
        }
        Class<?> raw = raw(type);
        if (raw.isRecord()) {
            field.put("children", of(raw, use));
        } else if (type instanceof ParameterizedType list && Collection.class.isAssignableFrom(raw)) {
            Type element = list.getActualTypeArguments()[0];
            Map<String, Object> child = new LinkedHashMap<>();
            child.put("type", typeName(element, null));
            child.put("required", true);
            child.put("read_only", readOnly);
            field.put("child", child);
        }
        return field;
    }

    private static void limits(Map<String, Object> field, Schema schema) {
        if (!schema.description().isEmpty()) {
            field.put("help_text", schema.description());
        }
        if (schema.minLength() > 0) {
            field.put("min_length", schema.minLength());
        }
        if (schema.maxLength() < Integer.MAX_VALUE) {
            field.put("max_length", schema.maxLength());
        }
        if (!schema.minimum().isEmpty()) {
            field.put("min_value", new BigDecimal(schema.minimum()));
        }
        if (!schema.maximum().isEmpty()) {
            field.put("max_value", new BigDecimal(schema.maximum()));
        }
        List<Map<String, String>> choices = new ArrayList<>();
        for (String choice : schema.enumeration()) {
            Map<String, String> described = new LinkedHashMap<>();
            described.put("value", choice);
            described.put("display_name", choice);
            choices.add(described);
        }
        if (!choices.isEmpty()) {
            field.put("choices", choices);
        }
    }

    private static String typeName(Type type, @Nullable Schema schema) {
        Class<?> raw = raw(type);
        if (schema != null && schema.enumeration().length > 0) {
            return "choice";
        }
        if (raw == String.class) {
            return "string";
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return "boolean";
        }
        if (INTEGERS.contains(raw)) {
            return "integer";
        }
        if (DECIMALS.contains(raw)) {
            return "float";
        }
        if (raw == Instant.class) {
            return "datetime";
        }
        if (raw.isRecord()) {
            return "nested object";
        }
        return Collection.class.isAssignableFrom(raw) ? "list" : "field";
    }

    private static Class<?> raw(Type type) {
        if (type instanceof Class<?> raw) {
            return raw;
        }
        return type instanceof ParameterizedType parameterized ? raw(parameterized.getRawType()) : Object.class;
    }

    private static String label(String name) {
        String words = name.replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
