package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whether the description as a whole is OpenAPI 3.0, and does not contradict itself. */
@ExtendWith(DeployedServer.class)
class OpenApiDocumentIT {

    private static final Set<String> ROOT =
            Set.of("openapi", "info", "externalDocs", "servers", "security", "tags", "paths", "components");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final Set<String> TYPES = Set.of("string", "integer", "number", "boolean", "array", "object");
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    private final JsonNode document;
    private final SchemaCheck check;

    private record Described(String path, String method, JsonNode node) {
        String name() {
            return method + " " + path;
        }
    }

    OpenApiDocumentIT(Server server) {
        document = Json.parse(
                server.anonymous().get("/openapi?format=json").expect(200).body());
        check = new SchemaCheck(document);
    }

    @Test
    void hasNothingAtItsRootThatTheSpecificationDoesNotKnow() {
        assertThat(document.path("openapi").asText()).startsWith("3.0.");
        assertThat(Json.names(document))
                .contains("info", "paths")
                .allMatch(name -> ROOT.contains(name) || name.startsWith("x-"));
    }

    @Test
    void namesEachTagOnceAndEveryOneThatIsUsed() {
        List<String> tags = Json.column(document.path("tags"), "name");

        assertThat(tags).doesNotHaveDuplicates();
        Set<String> used = new HashSet<>();
        operations().forEach(operation -> operation.node().path("tags").forEach(tag -> used.add(tag.asText())));
        assertThat(used).isNotEmpty().isSubsetOf(tags);
        assertThat(document.path("tags").findValuesAsText("description"))
                .as("descriptions of tags survive")
                .hasSizeGreaterThan(3);
    }

    @Test
    void refersToNothingThatIsNotThere() {
        SoftAssertions softly = new SoftAssertions();
        List<String> references = new ArrayList<>();
        walk(document, "", (where, node) -> {
            if (node.path("$ref").isTextual()) {
                references.add(node.path("$ref").asText());
                softly.assertThat(check.resolved(node).isObject())
                        .as(where + " " + node.path("$ref").asText())
                        .isTrue();
            }
        });
        softly.assertAll();
        assertThat(references).isNotEmpty();
        assertThat(references)
                .as("every shape is used")
                .containsAll(Json.names(document.at("/components/schemas")).stream()
                        .map(name -> "#/components/schemas/" + name)
                        .toList());
    }

    @Test
    void declaresEveryParameterOnceAndThoseOfThePathAsRequired() {
        SoftAssertions softly = new SoftAssertions();
        for (Described operation : operations()) {
            List<String> declared = new ArrayList<>();
            List<String> inPath = new ArrayList<>();
            for (JsonNode parameter : operation.node().path("parameters")) {
                String name = parameter.path("name").asText();
                declared.add(parameter.path("in").asText() + " " + name);
                softly.assertThat(parameter.path("schema").has("type"))
                        .as(operation.name() + " " + name + " has a type")
                        .isTrue();
                if ("path".equals(parameter.path("in").asText())) {
                    inPath.add(name);
                    softly.assertThat(parameter.path("required").asBoolean())
                            .as(operation.name() + " " + name)
                            .isTrue();
                }
            }
            softly.assertThat(declared).as(operation.name()).doesNotHaveDuplicates();
            softly.assertThat(inPath)
                    .as(operation.name())
                    .containsExactlyInAnyOrderElementsOf(variables(operation.path()));
        }
        softly.assertAll();
    }

    @Test
    void callsEveryOperationByANameOfItsOwn() {
        assertThat(operations().stream()
                        .map(operation -> operation.node().path("operationId").asText()))
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }

    @Test
    void describesSoundSchemas() {
        SoftAssertions softly = new SoftAssertions();
        schemas((where, schema) -> {
            if (schema.has("type")) {
                softly.assertThat(TYPES).as(where).contains(schema.path("type").asText());
            }
            if ("array".equals(schema.path("type").asText())) {
                JsonNode items = schema.path("items");
                softly.assertThat(items.has("type") || items.has("$ref") || items.has("allOf"))
                        .as(where + " says what it is of: " + items)
                        .isTrue();
                softly.assertThat("array".equals(items.path("type").asText()))
                        .as(where + " is of lists")
                        .isFalse();
                int least = schema.path("minItems").asInt(0);
                softly.assertThat(least).as(where).isNotNegative();
                softly.assertThat(schema.path("maxItems").asInt(Integer.MAX_VALUE))
                        .as(where)
                        .isPositive()
                        .isGreaterThanOrEqualTo(least);
            } else {
                softly.assertThat(schema.has("items")).as(where).isFalse();
            }
            schema.path("required").forEach(name -> softly.assertThat(Json.names(schema.path("properties")))
                    .as(where)
                    .contains(name.asText()));
            if (schema.has("properties")) {
                softly.assertThat(schema.path("type").asText()).as(where).isEqualTo("object");
            }
        });
        softly.assertAll();
    }

    @Test
    void hasExamplesThatAreAsDescribed() {
        SoftAssertions softly = new SoftAssertions();
        List<String> seen = new ArrayList<>();
        schemas((where, schema) -> {
            if (schema.has("example")) {
                seen.add(where);
                softly.assertThat(check.errors(schema.path("example"), schema))
                        .as("example of " + where)
                        .isEmpty();
            }
        });
        for (Described operation : operations()) {
            walk(operation.node(), operation.name(), (where, node) -> node.path("content")
                    .properties()
                    .forEach(content -> {
                        if (content.getKey().endsWith("json")) {
                            List<JsonNode> examples = new ArrayList<>();
                            if (content.getValue().has("example")) {
                                examples.add(content.getValue().path("example"));
                            }
                            content.getValue().path("examples").forEach(example -> examples.add(example.path("value")));
                            for (JsonNode example : examples) {
                                seen.add(where);
                                softly.assertThat(check.errors(
                                                example, content.getValue().path("schema")))
                                        .as(where + " " + content.getKey())
                                        .isEmpty();
                            }
                        }
                    }));
        }
        softly.assertAll();
        assertThat(seen).hasSizeGreaterThan(500);
    }

    @Test
    void letsChangesLeaveOutWhatIsToStay() {
        SoftAssertions softly = new SoftAssertions();
        List<String> seen = new ArrayList<>();
        for (Described operation : operations()) {
            if (!"patch".equals(operation.method())) {
                continue;
            }
            for (JsonNode media : operation.node().path("requestBody").path("content")) {
                JsonNode schema = check.resolved(media.path("schema"));
                seen.add(operation.name());
                if ("array".equals(schema.path("type").asText())) {
                    Set<String> required = required(schema.path("items"));
                    softly.assertThat(required).as(operation.name()).hasSize(1).isSubsetOf("id", "pk");
                } else {
                    softly.assertThat(required(schema)).as(operation.name()).isSubsetOf("metadata");
                }
            }
        }
        softly.assertAll();
        assertThat(seen).hasSizeGreaterThan(10);
    }

    private Set<String> required(JsonNode given) {
        JsonNode schema = check.resolved(given);
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("allOf").forEach(part -> required.addAll(required(part)));
        return required;
    }

    private static List<String> variables(String path) {
        List<String> names = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(path);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private List<Described> operations() {
        List<Described> all = new ArrayList<>();
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> METHODS.contains(method.getKey()))
                .forEach(method -> all.add(new Described(path.getKey(), method.getKey(), method.getValue()))));
        assertThat(all).hasSizeGreaterThan(100);
        return all;
    }

    /** Every schema: those with names, those in place, and those within them. */
    private void schemas(BiConsumer<String, JsonNode> visitor) {
        document.at("/components/schemas")
                .properties()
                .forEach(schema -> schema(schema.getValue(), schema.getKey(), visitor));
        for (Described operation : operations()) {
            walk(operation.node(), operation.name(), (where, node) -> {
                if (node.path("schema").isObject()) {
                    schema(node.path("schema"), where, visitor);
                }
            });
        }
    }

    private static void schema(JsonNode schema, String where, BiConsumer<String, JsonNode> visitor) {
        visitor.accept(where, schema);
        schema.path("properties")
                .properties()
                .forEach(field -> schema(field.getValue(), where + "." + field.getKey(), visitor));
        for (String part : List.of("items", "additionalProperties")) {
            if (schema.path(part).isObject()) {
                schema(schema.path(part), where + "." + part, visitor);
            }
        }
        for (String parts : List.of("allOf", "anyOf", "oneOf")) {
            schema.path(parts).forEach(part -> schema(part, where + "." + parts, visitor));
        }
    }

    /** Every object but those in examples. */
    private static void walk(JsonNode node, String where, BiConsumer<String, JsonNode> visitor) {
        if (node.isObject()) {
            visitor.accept(where, node);
            node.properties().forEach(field -> {
                if (!field.getKey().startsWith("example")) {
                    walk(field.getValue(), where + "/" + field.getKey(), visitor);
                }
            });
        } else {
            node.forEach(element -> walk(element, where + "/-", visitor));
        }
    }
}
