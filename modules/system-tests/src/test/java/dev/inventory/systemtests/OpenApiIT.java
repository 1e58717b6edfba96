package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The description of the API, and the page that shows it. */
@ExtendWith(DeployedServer.class)
class OpenApiIT {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /** Nobody is turned away there. */
    private static final Set<String> PUBLIC = Set.of("get /api");

    /** Whoever one is may do these: there is no 403. */
    private static final Set<String> OWN =
            Set.of("get /api/user/me", "put /api/user/me", "patch /api/user/me", "post /api/user/me/set-password");

    private final Api anonymous;
    private final JsonNode document;

    /** An operation as the description has it. */
    private record Described(String name, JsonNode node) {}

    OpenApiIT(Server server) {
        anonymous = server.anonymous();
        document = Json.parse(anonymous.get("/openapi?format=json").expect(200).body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api | get",
                "/api/user/token | get",
                "/api/user/me | get",
                "/api/user | get,post,patch,delete",
                "/api/user/group | get,post,patch,delete",
                "/api/user/ruleset | get",
                "/api/v1/organization | get,post,patch,delete",
                "/api/v1/organization/{id} | get,put,patch,delete",
                "/api/v1/organization/{id}/metadata | get,put,patch",
                "/api/user/{pk}/metadata | get,put,patch",
                "/api/user/group/{pk}/metadata | get,put,patch",
                "/api/v1/inventory_device/{id}/metadata | get,put,patch",
                "/api/v1/inventory_device_name/{name}/metadata | get,put,patch",
                "/api/v1/inventory_device_type/{id}/metadata | get,put,patch",
                "/api/v1/inventory_device | get,post,patch,delete",
                "/api/v1/inventory_device/events | get",
                "/api/v1/inventory_device/{id} | get,put,patch,delete",
                "/api/v1/inventory_device/{id}/status_history | get",
                "/api/v1/inventory_device/{id}/availability | get",
                "/api/v1/inventory_device/{id}/facts | get",
                "/api/v1/inventory_device_serial/{serial_number} | get,put,patch,delete",
                "/api/v1/inventory_device_name/{name} | get,put,patch,delete",
                "/api/v1/inventory_device_setting | get,put,patch",
                "/api/v1/inventory_device_type | get,post,patch,delete",
                "/api/v1/inventory_device_type/{id} | get,put,patch,delete",
                "/api/v1/inventory_device_serial_headless_operation | get,post",
                "/api/v1/inventory_device_serial_headless_operation/{id} | get",
                "/api/v1/inventory_device_serial_headless_operation/{id}/results | get",
                "/api/v1/inventory_device_serial_headless_operation/{id}/events | get",
                "/api/v1/inventory_device_serial_headless_operation/{id}/cancel | post",
                "/api/v1/inventory_device_serial_headless_operation/{id}/retry | post",
                "/api/v1/inventory_discovery | get,post",
                "/api/v1/inventory_discovery/{id} | get,delete",
                "/api/v1/inventory_discovery/{id}/candidates | get",
                "/api/v1/inventory_discovery/{id}/accept | post",
                "/api/v1/inventory_discovery/{id}/ignore | post",
                "/api/v1/inventory_connection_profile | get,post,patch,delete",
                "/api/v1/inventory_connection_profile/{id} | get,put,patch,delete",
                "/api/v1/inventory_connection_profile/{id}/metadata | get,put,patch",
                "/api/v1/inventory_connection_profile/{id}/test | post",
                "/api/v1/inventory_connection_profile/{id}/sync | post",
                "/api/v1/inventory_connection_profile/{id}/sync_runs | get",
                "/api/v1/inventory_connection_profile/{id}/sync_runs/{run} | get",
                "/api/v1/inventory_connection_profile/{id}/sync_runs/{run}/errors | get",
                "/api/box/get/{box_id} | get",
                "/api/box/get | get,post",
                "/api/box/create | post",
                "/api/box/update | post",
                "/api/box/delete | post",
                "/api/box/put | post",
                "/api/boxes/list | get,post",
                "/api/boxes/count | get,post",
                "/api/item/get/{item_id} | get",
                "/api/item/get | get,post",
                "/api/item/create | post",
                "/api/item/update | post",
                "/api/item/delete | post",
                "/api/item/movements/{item_id} | get",
                "/api/item/reserve | post",
                "/api/item/release | post",
                "/api/item/reservations/{item_id} | get",
                "/api/items/list | get,post",
                "/api/items/count | get,post",
            })
    void namesThePathWithItsMethods(String path, String methods) {
        List<String> described = operations()
                .map(Described::name)
                .filter(name -> name.endsWith(" " + path))
                .toList();

        for (String method : methods.split(",")) {
            assertThat(described).contains(method + " " + path);
        }
    }

    @Test
    void describesTheErrorsOfEveryOperation() {
        SoftAssertions softly = new SoftAssertions();
        operations().filter(operation -> !PUBLIC.contains(operation.name())).forEach(operation -> softly.assertThat(
                        Json.names(operation.node().path("responses")))
                .as(operation.name())
                .containsAll(OWN.contains(operation.name()) ? List.of("401") : List.of("401", "403")));
        softly.assertAll();
    }

    @Test
    void hasAnExampleForEveryOperation() {
        SoftAssertions softly = new SoftAssertions();
        operations()
                .filter(operation -> !operation.name().startsWith("delete "))
                .forEach(operation -> softly.assertThat(hasExample(operation.node(), new HashSet<>()))
                        .as("example of " + operation.name())
                        .isTrue());
        softly.assertAll();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/box/get/{box_id}          | box_id,api_key",
                "/api/box/get                   | box_id,api_key",
                "/api/box/label/{box_id}        | box_id,format,api_key",
                "/api/boxes/list                | sortby,direction,limit,offset,api_key",
                "/api/boxes/count               | api_key",
                "/api/boxes/labels              | box_id,ids,columns,sortby,direction,limit,offset,api_key",
                "/api/item/get/{item_id}        | item_id,api_key",
                "/api/item/get                  | item_id,api_key",
                "/api/item/label/{item_id}      | item_id,format,api_key",
                "/api/item/movements/{item_id}  | item_id,limit,offset,api_key",
                "/api/item/reservations/{item_id} | item_id,limit,offset,api_key",
                "/api/items/list                | sortby,direction,limit,offset,box_id,api_key",
                "/api/items/count               | box_id,api_key",
            })
    void describesTheParametersOfBoxesAndItems(String path, String parameters) {
        assertThat(Json.column(operation("get " + path).path("parameters"), "name"))
                .containsExactlyInAnyOrder(parameters.split(","));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "post /api/box/create            | 404 | name was malformed",
                "get /api/box/get/{box_id}       | 400 | box_id was malformed",
                "get /api/box/get/{box_id}       | 404 | Box does not exist",
                "get /api/box/get/{box_id}       | 406 | Could not satisfy the request Accept header.",
                "get /api/boxes/count            | 400 | API key was malformed",
                "get /api/item/get/{item_id}     | 404 | Item does not exist",
                "post /api/item/create           | 404 | Box does not exist",
                "post /api/item/release          | 404 | Reservation does not exist",
                "post /api/item/delete           | 400 | Item has reservations, which must be released before",
                "post /api/item/update           | 401 | User was not found",
            })
    void saysWhatIsAnsweredToAMistake(String operation, String status, String sentence) {
        assertThat(operation(operation)
                        .at("/responses/" + status + "/content/application~1json/example/body/0/description")
                        .asText())
                .isEqualTo(sentence);
    }

    @Test
    void describesTheFormsOfBoxesAndItems() {
        JsonNode schemas = document.path("components").path("schemas");
        for (String field : List.of(
                "/NewItemForm/properties/quantity",
                "/ChangedItemForm/properties/quantity",
                "/NewReservationForm/properties/quantity",
                "/BoxListForm/properties/limit",
                "/ItemListForm/properties/offset")) {
            assertThat(schemas.at(field + "/type").asText()).as(field).isEqualTo("integer");
        }
        assertThat(schemas.at("/PackingForm/properties/items/items/type").asText())
                .isEqualTo("string");
        schemas.properties().stream()
                .filter(schema -> schema.getKey().endsWith("Form"))
                .filter(schema -> Set.of("BoxKeyForm", "ItemKeyForm", "BoxListForm", "ItemListForm", "ItemCountForm")
                        .contains(schema.getKey()))
                .forEach(schema -> assertThat(
                                schema.getValue().at("/properties/api_key/type").asText())
                        .as(schema.getKey())
                        .isEqualTo("string"));
        for (String path :
                List.of("/api/barcode", "/api/barcode/link", "/api/barcode/unlink", "/api/barcode/generate")) {
            assertThat(operation("post " + path)
                            .at("/responses/400/content/application~1json/example/error")
                            .asText())
                    .as(path)
                    .isNotBlank();
        }
        assertThat(operation("get /api/box/get/{box_id}")
                        .at("/responses/200/content")
                        .has("text/html"))
                .isTrue();
    }

    private JsonNode operation(String name) {
        return operations()
                .filter(operation -> operation.name().equals(name))
                .map(Described::node)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + name));
    }

    @Test
    void describesHowToShowWhoOneIs() {
        assertThat(Json.names(document.path("components").path("securitySchemes")))
                .contains("bearer", "token", "basic");
    }

    @Test
    void isShownOnAPageOfItsOwn() {
        for (String path : List.of("/api-doc/", "/api-doc/index.html")) {
            Answer page = anonymous.get(path).expect(200);

            assertThat(page.header("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
            assertThat(page.body()).doesNotContain("src=\"http").doesNotContain("href=\"http");
        }
    }

    private Stream<Described> operations() {
        List<Described> all = new ArrayList<>();
        for (var path : document.path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey().toLowerCase(Locale.ROOT))) {
                    all.add(new Described(
                            method.getKey() + " " + path.getKey().replaceAll("/+$", ""), method.getValue()));
                }
            }
        }
        assertThat(all).isNotEmpty();
        return all.stream();
    }

    /** In the body of the request or in the answer: its own example, or one in the schema that it refers to. */
    private boolean hasExample(JsonNode node, Set<String> seen) {
        if (node.isObject()) {
            if (node.has("example") || node.has("examples")) {
                return true;
            }
            String reference = node.path("$ref").asText("");
            if (!reference.isEmpty() && seen.add(reference) && hasExample(document.at(reference.substring(1)), seen)) {
                return true;
            }
        }
        for (JsonNode child : node) {
            if (hasExample(child, seen)) {
                return true;
            }
        }
        return false;
    }
}
