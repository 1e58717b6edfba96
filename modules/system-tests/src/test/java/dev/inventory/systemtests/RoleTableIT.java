package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every role with every right before every family of endpoints: expected against answered. */
@ExtendWith(DeployedServer.class)
class RoleTableIT {

    private static final List<String> ROLES =
            List.of("admin", "organization", "device", "connection_profile", "operation", "box", "item");
    private static final List<String> RIGHTS = List.of("view", "add", "change", "delete");

    /** What a right brings with it. */
    private static final Map<String, Set<String>> IMPLIED = Map.of(
            "view", Set.of("view"),
            "add", Set.of("view", "add", "change"),
            "change", Set.of("view", "change"),
            "delete", Set.of("view", "change", "delete"));

    private static final String NO_ID = "999999999/";

    /**
     * Endpoints behind one role.
     *
     * @param role empty for what is about the caller's own account
     * @param requests a harmless request for each right: what may pass meets no such object, or an empty body
     */
    private record Family(String name, String role, Map<String, Request> requests) {}

    private record Request(String method, String path, String body) {}

    private static Family family(String path, String role) {
        return family(path, path, role);
    }

    /** A device by another key: there is nothing to add. */
    private static Family naturalKey(String path) {
        return family(path, path + NO_ID, "device");
    }

    private static Family family(String path, String collection, String role) {
        Map<String, Request> requests = new LinkedHashMap<>();
        requests.put("view", new Request("GET", collection, ""));
        requests.put("add", new Request("POST", collection, "{}"));
        requests.put("change", new Request("PATCH", path + NO_ID, "{}"));
        requests.put("delete", new Request("DELETE", path + NO_ID, ""));
        return new Family(path, role, requests);
    }

    /** The Box API, which has a path and POST for each. Everybody may look, so nobody is asked for the right to. */
    private static Family boxes(String path, String role) {
        Map<String, Request> requests = new LinkedHashMap<>();
        requests.put("add", new Request("POST", path + "create", "{}"));
        requests.put("change", new Request("POST", path + "update", "{}"));
        requests.put("delete", new Request("POST", path + "delete", "{}"));
        return new Family(path, role, requests);
    }

    private static final List<Family> FAMILIES = List.of(
            family("/api/user/", "admin"),
            family("/api/user/group/", "admin"),
            family("/api/user/ruleset/", "admin"),
            family("/api/v1/audit_log/", "admin"),
            family(Site.ORGANIZATIONS, "organization"),
            family(Site.DEVICES, "device"),
            family(Site.TYPES, "device"),
            naturalKey("/api/v1/inventory_device_serial/"),
            naturalKey("/api/v1/inventory_device_name/"),
            family(Site.OPERATIONS, "operation"),
            boxes("/api/box/", "box"),
            boxes("/api/item/", "item"),
            family("/api/user/tokens/", ""));

    private final Server server;

    RoleTableIT(Server server) {
        this.server = server;
    }

    @Test
    void everyRoleWithEveryRightBeforeEveryFamily() {
        Site site = Site.create(server, "table");
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (String role : ROLES) {
            for (String right : RIGHTS) {
                Api user = site.memberEverywhere(role, right);
                for (Family family : FAMILIES) {
                    for (Map.Entry<String, Request> request : family.requests().entrySet()) {
                        boolean expected = family.role().isEmpty()
                                || (family.role().equals(role)
                                        && IMPLIED.get(right).contains(request.getKey()));
                        check(user, request.getValue(), expected, role + "/" + right, wrong);
                        asked++;
                    }
                }
            }
        }
        assertThat(wrong).as("of " + asked + " requests").isEmpty();
        int requests =
                FAMILIES.stream().mapToInt(family -> family.requests().size()).sum();
        assertThat(asked).isEqualTo(ROLES.size() * RIGHTS.size() * requests);
    }

    @Test
    void superusersPassEverywhereAndWhoIsInNoGroupSeesEmptyListsAlone() {
        Site site = Site.create(server, "table");
        Api stranger = site.stranger();
        List<String> wrong = new ArrayList<>();
        for (Family family : FAMILIES) {
            family.requests().forEach((right, request) -> {
                check(server.admin(), request, true, "superuser", wrong);
                boolean looks = right.equals("view") && !family.role().equals("admin");
                check(stranger, request, family.role().isEmpty() || looks, "stranger", wrong);
            });
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void theRoleAdminOfOneOrganizationIsNone() {
        Api local = Site.create(server, "table").member("admin", "view", "add", "change", "delete");
        List<String> wrong = new ArrayList<>();
        for (Family family : FAMILIES) {
            family.requests()
                    .forEach((right, request) ->
                            check(local, request, family.role().isEmpty(), "admin of one organization", wrong));
        }
        assertThat(wrong).isEmpty();
    }

    private static void check(Api user, Request request, boolean expected, String who, List<String> wrong) {
        Answer answer = request.body().isEmpty()
                ? user.send(request.method(), request.path(), headers -> {})
                : user.write(request.method(), request.path(), request.body());
        boolean passed = answer.status() != 403;
        if (passed != expected || answer.status() == 401 || answer.status() >= 500) {
            wrong.add(who + ": " + answer);
        }
    }
}
