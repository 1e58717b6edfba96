package dev.inventory.platform.options;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.Needs;
import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.web.PathTemplate;
import dev.inventory.platform.web.Routes;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.junit.jupiter.api.Test;

class EndpointDescriptionTest {

    record Color(@Schema(minimum = "0", maximum = "255") int red) {}

    record NameFields(
            @Schema(required = true, maxLength = 20, description = "Unique")
            String givenName) {}

    record FruitInput(
            @JsonUnwrapped NameFields names,

            @Schema(
                    name = "ripe_when",
                    enumeration = {"green", "yellow"})
            String ripe,

            boolean sweet,
            double weight,
            Color color,
            List<Long> baskets,
            Map<String, String> labels) {}

    record Fruit(long id, String givenName, Instant pickedAt) {}

    @Tag(name = "Fruits", description = "What grows")
    @SecuredBy("orchard")
    static class Fruits {
        @GET
        public String list() {
            return "";
        }

        @POST
        @Consumes("application/json")
        @Accepts(value = FruitInput.class, shown = Fruit.class)
        public String create(Body body) {
            return "";
        }
    }

    @SecuredBy("orchard")
    static class OneFruit {
        @PATCH
        @Consumes({"application/json", "application/merge-patch+json"})
        @Accepts(FruitInput.class)
        @Operation(summary = "Change a fruit")
        public String change(Body body) {
            return "";
        }
    }

    @SecuredBy("orchard")
    static class LookedAt {
        @POST
        @Needs(Permission.VIEW)
        @Accepts(NameFields.class)
        public String look(Body body) {
            return "";
        }

        @PUT
        public String blind() {
            return "";
        }
    }

    @Test
    void tellsThePathAndItsMethods() {
        EndpointDescription fruits = new EndpointDescription(route(Fruits.class));
        JsonNode body = body(fruits, Permission.values());

        assertThat(fruits.allow()).isEqualTo("GET, HEAD, POST, OPTIONS");
        assertThat(body.path("name").asText()).isEqualTo("Fruits");
        assertThat(body.path("description").asText()).isEqualTo("What grows");
        assertThat(body.path("renders").toString()).isEqualTo("[\"application/json\"]");
        assertThat(body.path("parses").toString()).isEqualTo("[\"application/json\"]");
    }

    @Test
    void tellsEachFieldByWhatItsRecordDeclares() {
        JsonNode fields = body(new EndpointDescription(route(Fruits.class)), Permission.values())
                .path("actions")
                .path("POST");

        assertThat(fields).isEqualTo(Json.read("""
                {"id": {"type": "integer", "required": false, "read_only": true, "label": "Id"},
                 "given_name": {"type": "string", "required": true, "read_only": false, "label": "Given name",
                   "help_text": "Unique", "max_length": 20},
                 "picked_at": {"type": "datetime", "required": false, "read_only": true, "label": "Picked at"},
                 "ripe_when": {"type": "choice", "required": false, "read_only": false, "label": "Ripe when",
                   "choices": [{"value": "green", "display_name": "green"},
                               {"value": "yellow", "display_name": "yellow"}]},
                 "sweet": {"type": "boolean", "required": false, "read_only": false, "label": "Sweet"},
                 "weight": {"type": "float", "required": false, "read_only": false, "label": "Weight"},
                 "color": {"type": "nested object", "required": false, "read_only": false, "label": "Color",
                   "children": {"red": {"type": "integer", "required": false, "read_only": false, "label": "Red",
                     "min_value": 0, "max_value": 255}}},
                 "baskets": {"type": "list", "required": false, "read_only": false, "label": "Baskets",
                   "child": {"type": "integer", "required": true, "read_only": false}},
                 "labels": {"type": "field", "required": false, "read_only": false, "label": "Labels"}}"""));
    }

    @Test
    void offersAPatchAsPutInWhichNothingIsRequired() {
        JsonNode body = body(new EndpointDescription(route(OneFruit.class)), Permission.CHANGE);

        assertThat(body.path("name").asText()).isEqualTo("OneFruit");
        assertThat(body.path("description").asText()).isEqualTo("Change a fruit");
        assertThat(body.path("parses").toString()).isEqualTo("[\"application/json\",\"application/merge-patch+json\"]");
        assertThat(body.at("/actions/PUT/given_name/required").isBoolean()).isTrue();
        assertThat(body.at("/actions/PUT/given_name/required").booleanValue()).isFalse();
    }

    @Test
    void leavesOutWhatTheCallerMayNotDo() {
        assertThat(body(new EndpointDescription(route(Fruits.class)), Permission.VIEW)
                        .has("actions"))
                .isFalse();
        assertThat(body(new EndpointDescription(route(OneFruit.class)), Permission.ADD)
                        .has("actions"))
                .isFalse();
    }

    @Test
    void asksForThePermissionThatTheMethodNames() {
        JsonNode body = body(new EndpointDescription(route(LookedAt.class)), Permission.VIEW);

        assertThat(body.path("actions").size()).isEqualTo(1);
        assertThat(body.path("actions").path("POST").has("given_name")).isTrue();
    }

    private static JsonNode body(EndpointDescription endpoint, Permission... held) {
        return Json.read(Json.write(endpoint.body(callerWith(Set.of(held)))));
    }

    private static Routes.Route route(Class<?> resource) {
        Map<String, Method> methods = new HashMap<>();
        for (Method method : resource.getMethods()) {
            if (method.isAnnotationPresent(GET.class)) {
                methods.put("GET", method);
            } else if (method.isAnnotationPresent(POST.class)) {
                methods.put("POST", method);
            } else if (method.isAnnotationPresent(PUT.class)) {
                methods.put("PUT", method);
            } else if (method.isAnnotationPresent(PATCH.class)) {
                methods.put("PATCH", method);
            }
        }
        return new Routes.Route(PathTemplate.of("fruit"), resource, methods);
    }

    private static Caller callerWith(Set<Permission> held) {
        return new Caller() {
            @Override
            public long userId() {
                return 1;
            }

            @Override
            public String username() {
                return "jane";
            }

            @Override
            public boolean isSuperuser() {
                return false;
            }

            @Override
            public OrganizationScope scope(String role, Permission permission) {
                return "orchard".equals(role) && held.contains(permission)
                        ? OrganizationScope.of(Set.of(5L))
                        : OrganizationScope.NOTHING;
            }
        };
    }
}
