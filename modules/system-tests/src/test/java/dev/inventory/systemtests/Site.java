package dev.inventory.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An organization of a test's own, so that tests on one server do not meet, and what belongs there.
 *
 * @param admin who may do everything
 */
record Site(Api admin, long id, String name) {

    static final String ORGANIZATIONS = "/api/v1/organization/";
    static final String DEVICES = "/api/v1/inventory_device/";
    static final String TYPES = "/api/v1/inventory_device_type/";
    static final String OPERATIONS = "/api/v1/inventory_device_serial_headless_operation/";
    static final String PASSWORD = "tall-copper-lantern-9";

    private static final AtomicInteger COUNTER = new AtomicInteger();

    /** Makes the organization. */
    static Site create(Server server, String purpose) {
        return create(server.admin(), purpose);
    }

    static Site create(Api admin, String purpose) {
        String name = unique(purpose);
        Answer made = admin.post(ORGANIZATIONS, Map.of("name", name, "contact_email", "netadmin@company.example"))
                .expect(201);
        return new Site(admin, made.id(), name);
    }

    /** A name that no other test has. */
    static String unique(String prefix) {
        return prefix + "-" + COUNTER.incrementAndGet();
    }

    /** An organization below this one. */
    Site child(String purpose) {
        String child = unique(purpose);
        Answer made =
                admin.post(ORGANIZATIONS, Map.of("name", child, "parent", id)).expect(201);
        return new Site(admin, made.id(), child);
    }

    /**
     * A user who is in a group of this organization.
     *
     * @param role which role's rules the group has
     * @param rights of view, add, change, delete
     */
    Api member(String role, String... rights) {
        return memberByPassword(role, rights).byToken();
    }

    /** As {@link #member}, without a token yet. */
    Api memberByPassword(String role, String... rights) {
        String user = unique("user");
        long userId = createUser(user);
        join(Map.of("name", unique("group"), "organization", id, "users", new long[] {userId}), role, rights);
        return admin.basic(user, PASSWORD);
    }

    /** A user who is in a group that reaches all organizations. */
    Api memberEverywhere(String role, String... rights) {
        String user = unique("user");
        long userId = createUser(user);
        join(Map.of("name", unique("group"), "users", new long[] {userId}), role, rights);
        return admin.basic(user, PASSWORD).byToken();
    }

    /** A user with every right of all these roles in this organization. */
    Api memberOfAll(java.util.List<String> roles) {
        String user = unique("user");
        long userId = createUser(user);
        for (String role : roles) {
            join(
                    Map.of("name", unique("group"), "organization", id, "users", new long[] {userId}),
                    role,
                    "view",
                    "add",
                    "change",
                    "delete");
        }
        return admin.basic(user, PASSWORD).byToken();
    }

    /** A user with these rights, by role, in this organization. */
    Api member(Map<String, List<String>> rightsByRole) {
        String user = unique("user");
        long userId = createUser(user);
        rightsByRole.forEach((role, rights) -> join(
                Map.of("name", unique("group"), "organization", id, "users", new long[] {userId}),
                role,
                rights.toArray(new String[0])));
        return admin.basic(user, PASSWORD).byToken();
    }

    private void join(Map<String, Object> newGroup, String role, String... rights) {
        long group = admin.post("/api/user/group/", newGroup)
                .expect(201)
                .json()
                .path("pk")
                .asLong();
        JsonNode rules = admin.get("/api/user/ruleset/?group=" + group + "&name=" + role)
                .expect(200)
                .json()
                .path("results");
        ObjectNode opened = Json.object("{}");
        for (String right : rights) {
            opened.put("can_" + right, true);
        }
        admin.patch("/api/user/ruleset/" + rules.path(0).path("pk").asLong() + "/", opened)
                .expect(200);
    }

    /** A user without any group. */
    Api stranger() {
        String user = unique("stranger");
        createUser(user);
        return admin.basic(user, PASSWORD).byToken();
    }

    long createUser(String user) {
        return admin.post("/api/user/", Map.of("username", user, "password", PASSWORD))
                .expect(201)
                .json()
                .path("pk")
                .asLong();
    }

    /** A device's fields: valid, of this organization, and not polled, so that its status is what the test sets. */
    ObjectNode device() {
        String unique = unique("device");
        return Json.object("{}")
                .put("name", unique)
                .put("hostname", unique + ".example.net")
                .put("serial_number", "SN-" + unique)
                .put("type", 1)
                .put("organization", id)
                .put("polling_enabled", false);
    }

    /** Registers {@link #device}. */
    Answer register() {
        return register(device());
    }

    Answer register(ObjectNode device) {
        return admin.post(DEVICES, device).expect(201);
    }

    static String device(long id) {
        return DEVICES + id + "/";
    }
}
