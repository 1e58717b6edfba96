package dev.inventory.app;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.platform.json.Json;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;

/**
 * Describes records as JSON schemas: names, types, elements of lists and nulls as {@link Json} reads and writes them, the
 * rest as their {@code @Schema} says. The container reads the same records, but loses what lists are of, which names
 * stay as they are, and what may be null.
 */
final class RecordSchemas {

    private static final String REFERENCE = "#/components/schemas/";

    /** What is before the name of a record all of whose fields may be left out. */
    private static final String PATCHED = "Patched";

    private static final PropertyNamingStrategies.SnakeCaseStrategy SNAKE_CASE =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    private final Map<String, Described> known = new TreeMap<>();
    private final Deque<String> waiting = new ArrayDeque<>();

    /** @param part whether it may be sent in part */
    private record Described(Class<?> type, boolean part) {}

    /** A reference to the schema of a record, which will be among {@link #all}. */
    Schema reference(Class<?> type) {
        return reference(new Described(type, false));
    }

    /** As {@link #reference}; but of a change, which leaves out what is to stay. */
    Schema patch(Class<?> type) {
        return reference(new Described(type, hasRequired(type)));
    }

    /** Every record that was referred to, and those within them, by name. */
    Map<String, Schema> all() {
        Map<String, Schema> schemas = new TreeMap<>();
        while (!waiting.isEmpty()) {
            String name = waiting.remove();
            Described described = known.get(name);
            if (described != null) {
                schemas.put(name, object(described.type(), described.part()));
            }
        }
        return schemas;
    }

    static Schema array(Schema elements) {
        return OASFactory.createSchema().type(SchemaType.ARRAY).items(elements);
    }

    /** A simple schema, as an annotation has it. */
    static Schema of(org.eclipse.microprofile.openapi.annotations.media.Schema said) {
        Schema schema =
                OASFactory.createSchema().type(SchemaType.valueOf(said.type().name()));
        describe(schema, said, false);
        return schema;
    }

    private Schema reference(Described described) {
        String name = (described.part() ? PATCHED : "") + name(described.type());
        Described before = known.putIfAbsent(name, described);
        if (before == null) {
            waiting.add(name);
        } else if (!before.equals(described)) {
            throw new IllegalStateException("Two records are described as " + name + ": "
                    + before.type().getName() + " and " + described.type().getName());
        }
        return OASFactory.createSchema().ref(REFERENCE + name);
    }

    private static String name(Class<?> type) {
        var said = said(type);
        return said == null || said.name().isEmpty() ? type.getSimpleName() : said.name();
    }

    private static boolean hasRequired(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).anyMatch(component -> {
            var said = said(component.getAccessor());
            return component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                    ? hasRequired(component.getType())
                    : said != null && said.required();
        });
    }

    private Schema object(Class<?> type, boolean part) {
        Schema object = OASFactory.createSchema().type(SchemaType.OBJECT);
        var said = said(type);
        if (said != null) {
            if (!said.description().isEmpty()) {
                object.setDescription(said.description());
            }
            if (!said.example().isEmpty()) {
                object.setExample(value(said.example(), object));
            }
        }
        addFields(type, part, object);
        return object;
    }

    private void addFields(Class<?> type, boolean part, Schema object) {
        for (RecordComponent component : type.getRecordComponents()) {
            Method accessor = component.getAccessor();
            if (accessor.isAnnotationPresent(JsonUnwrapped.class)) {
                addFields(component.getType(), part, object);
            } else if (!accessor.isAnnotationPresent(JsonIgnore.class)) {
                var said = said(accessor);
                String name = name(component, said);
                object.addProperty(name, field(component, said, part));
                if (said != null && said.required() && !part) {
                    object.addRequired(name);
                }
            }
        }
    }

    private static String name(
            RecordComponent component, org.eclipse.microprofile.openapi.annotations.media.@Nullable Schema said) {
        JsonProperty written = component.getAccessor().getAnnotation(JsonProperty.class);
        if (written != null && !written.value().isEmpty()) {
            return written.value();
        }
        return said == null || said.name().isEmpty() ? SNAKE_CASE.translate(component.getName()) : said.name();
    }

    private Schema field(
            RecordComponent component,
            org.eclipse.microprofile.openapi.annotations.media.@Nullable Schema said,
            boolean part) {
        boolean nullable = isNullable(component) || (said != null && said.nullable());
        Schema field = type(component.getGenericType());
        if (field.getRef() != null && nullable) {
            // A reference takes nothing beside it, and what it refers to is never null.
            field = object(component.getType(), part);
        } else if (field.getRef() != null && said != null && !said.description().isEmpty()) {
            field = OASFactory.createSchema().addAllOf(field);
        }
        if (said != null) {
            describe(field, said, part);
        }
        if (nullable) {
            field.setNullable(true);
            if (field.getEnumeration() != null && !field.getEnumeration().isEmpty()) {
                List<Object> choices = new ArrayList<>(field.getEnumeration());
                choices.add(null);
                field.setEnumeration(choices);
            }
        }
        return field;
    }

    /** What is left out of the answer when it is null is never null there. */
    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                && !leavesOutNull(component.getAccessor())
                && !leavesOutNull(component.getDeclaringRecord());
    }

    private static boolean leavesOutNull(AnnotatedElement element) {
        JsonInclude include = element.getAnnotation(JsonInclude.class);
        return include != null && include.value() == JsonInclude.Include.NON_NULL;
    }

    private Schema type(Type type) {
        Schema schema = OASFactory.createSchema();
        if (type instanceof ParameterizedType parameterized) {
            Class<?> raw = (Class<?>) parameterized.getRawType();
            if (Collection.class.isAssignableFrom(raw)) {
                return array(type(parameterized.getActualTypeArguments()[0]));
            }
            Type values = parameterized.getActualTypeArguments()[1];
            schema.type(SchemaType.OBJECT);
            return values == Object.class
                    ? schema.additionalPropertiesBoolean(true)
                    : schema.additionalPropertiesSchema(type(values));
        }
        if (!(type instanceof Class<?> plain)) {
            return schema;
        }
        if (plain.isRecord()) {
            return reference(plain);
        }
        if (plain == long.class || plain == Long.class) {
            return schema.type(SchemaType.INTEGER).format("int64");
        }
        if (plain == int.class || plain == Integer.class) {
            return schema.type(SchemaType.INTEGER).format("int32");
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return schema.type(SchemaType.BOOLEAN);
        }
        if (plain.isPrimitive() || Number.class.isAssignableFrom(plain)) {
            return schema.type(SchemaType.NUMBER);
        }
        if (plain == String.class || plain.isEnum()) {
            return schema.type(SchemaType.STRING);
        }
        if (plain == Instant.class) {
            return schema.type(SchemaType.STRING).format("date-time");
        }
        return plain == ObjectNode.class ? schema.type(SchemaType.OBJECT).additionalPropertiesBoolean(true) : schema;
    }

    private static void describe(
            Schema schema, org.eclipse.microprofile.openapi.annotations.media.Schema said, boolean part) {
        if (!said.description().isEmpty()) {
            schema.setDescription(said.description());
        }
        if (!said.format().isEmpty()) {
            schema.setFormat(said.format());
        }
        if (!said.pattern().isEmpty()) {
            schema.setPattern(said.pattern());
        }
        if (said.minLength() > 0) {
            schema.setMinLength(said.minLength());
        }
        if (said.maxLength() < Integer.MAX_VALUE) {
            schema.setMaxLength(said.maxLength());
        }
        if (said.minItems() < Integer.MAX_VALUE) {
            schema.setMinItems(said.minItems());
        }
        if (said.maxItems() > Integer.MIN_VALUE) {
            schema.setMaxItems(said.maxItems());
        }
        if (!said.minimum().isEmpty()) {
            schema.setMinimum(new BigDecimal(said.minimum()));
        }
        if (!said.maximum().isEmpty()) {
            schema.setMaximum(new BigDecimal(said.maximum()));
        }
        for (String choice : said.enumeration()) {
            schema.addEnumeration(value(choice, schema));
        }
        if (!said.defaultValue().isEmpty() && !part) {
            schema.setDefaultValue(value(said.defaultValue(), schema));
        }
        if (!said.example().isEmpty()) {
            schema.setExample(value(said.example(), schema));
        }
        if (said.readOnly()) {
            schema.setReadOnly(true);
        }
        if (said.writeOnly()) {
            schema.setWriteOnly(true);
        }
    }

    /** Annotations have all values as texts. */
    private static Object value(String text, Schema schema) {
        return schema.getType() == SchemaType.STRING ? text : Json.mapper().convertValue(Json.read(text), Object.class);
    }

    private static org.eclipse.microprofile.openapi.annotations.media.@Nullable Schema said(AnnotatedElement element) {
        return element.getAnnotation(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
    }
}
