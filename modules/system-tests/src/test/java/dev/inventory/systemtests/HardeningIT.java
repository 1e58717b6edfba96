package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server tells and takes that is meant for the world: on a server of its own, with its own patience. */
@Isolated
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HardeningIT {

    private static final String FRIEND = "https://noc.example.com";
    private static final int PATIENCE = 4;

    private final ServerProcess process = new ServerProcess(
            "hardening",
            TestDatabase.settings(
                    "hardening",
                    Map.of(
                            "inventory.cors.origins",
                            FRIEND,
                            "inventory.public.url",
                            "https://inventory.example.com",
                            "inventory.login.address.failures",
                            Integer.toString(PATIENCE),
                            "inventory.box.public-read",
                            "false")));

    @BeforeAll
    void start() {
        process.start().awaitReady();
    }

    @AfterAll
    void end() {
        process.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/",
                "/api/v1/organization/",
                "/nothing",
                "/api-doc/",
                "/openapi",
                "/health/live",
                "/api/box/x"
            })
    void tellsBrowsersWhatToLeaveAloneAndNobodyWhatItIs(String path) {
        Answer answer = process.api().get(path);

        assertThat(answer.header("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                .contains("default-src 'none'", "frame-ancestors 'none'"));
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("X-Frame-Options")).contains("DENY");
        assertThat(answer.header("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.header("Strict-Transport-Security")).isPresent();
        for (String banner : List.of("Server", "X-Powered-By", "Set-Cookie")) {
            assertThat(answer.header(banner)).as(banner).isEmpty();
        }
        assertThat(answer.body().toLowerCase(Locale.ROOT)).doesNotContain("payara", "glassfish", "jersey");
    }

    @Test
    void letsPagesOfNamedOriginsInAndNoOthers() {
        Api api = process.api();

        Answer preflight = api.send("OPTIONS", "/api/v1/organization/", request -> request.header("Origin", FRIEND)
                .header("Access-Control-Request-Method", "PATCH"));
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).contains(FRIEND);
        assertThat(preflight.header("Access-Control-Allow-Methods"))
                .hasValueSatisfying(methods -> assertThat(methods).contains("PATCH", "DELETE"));
        assertThat(preflight.header("Access-Control-Allow-Headers"))
                .hasValueSatisfying(headers -> assertThat(headers).contains("Authorization", "If-Match"));
        Answer friend = api.get("/api/v1/organization/", "Origin", FRIEND).expect(401);
        assertThat(friend.header("Access-Control-Allow-Origin")).contains(FRIEND);
        assertThat(friend.header("Vary"))
                .hasValueSatisfying(vary -> assertThat(vary).contains("Origin"));
        for (String stranger :
                List.of("https://evil.example.com", "http://noc.example.com", "null", FRIEND + ".evil.com")) {
            Answer answer = api.get("/api/", "Origin", stranger).expect(200);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        }
        assertThat(friend.header("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    void takesNoMoreThanItSays() {
        Api admin = process.api().basic(Api.ADMIN, Api.ADMIN_PASSWORD);
        String tooMuch = "{\"name\": \"" + "x".repeat(1 << 20) + "\"}";

        admin.post("/api/v1/organization/", tooMuch).expect(413);
        Answer tooLong = admin.get("/api/", "X-Padding", "x".repeat(20_000));
        assertThat(tooLong.status()).isEqualTo(400);
        admin.get("/api/").expect(200);
    }

    @Test
    void keepsSecretsOutOfItsLog() {
        String secret = "violet-" + "mountain-88";
        Api api = process.api();
        Api admin = api.basic(Api.ADMIN, Api.ADMIN_PASSWORD);
        String token =
                admin.get("/api/user/token/").expect(200).json().path("token").asText();

        admin.post("/api/user/", "{\"username\": \"log-" + secret.length() + "\", \"password\": \"" + secret + "\"}")
                .expect(201);
        api.basic("log-" + secret.length(), secret).get("/api/user/me/").expect(200);
        api.bearer(token).get("/api/v1/audit_log/").expect(200);
        api.bearer(token)
                .send(
                        "POST",
                        "/api/user/",
                        BodyPublishers.ofString("{\"password\": \"" + secret),
                        request -> request.header("Content-Type", "application/json"))
                .expect(400);

        assertThat(String.join("\n", process.log()))
                .contains("First administrator") // it is the log
                .doesNotContain(secret)
                .doesNotContain(token)
                .doesNotContain(Api.ADMIN_PASSWORD);
    }

    @Test
    void aBodyThatIsCutOffIsTheClientsMistake() throws IOException {
        Api admin = process.api().basic(Api.ADMIN, Api.ADMIN_PASSWORD);
        for (String path : List.of("/api/box/get", "/api/v1/organization/")) {
            try (Socket socket = new Socket(admin.base().getHost(), admin.base().getPort())) {
                socket.getOutputStream()
                        .write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                                        + admin.authorization() + "\r\nContent-Type: application/json\r\n"
                                        + "Content-Length: 50\r\nConnection: close\r\n\r\n{\"a\":")
                                .getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                // told, if the connection still takes an answer; in no case is it a failure of the server
                assertThat(answer).as(path).matches("(?s)|HTTP/1.1 400 .*");
            }
        }
        admin.get("/api/user/me/").expect(200);
        assertThat(process.log())
                .anyMatch(line -> line.contains("Inventory is ready"))
                .noneMatch(line -> line.contains("SEVERE")
                        && (line.contains("box/get") || line.contains("organization") || line.contains("Responder")));
    }

    /** Boxes and items are shown to nobody it does not know. */
    @Test
    void readingTheStockNeedsACredential() {
        Server server = process.server();
        Stock admin = new Stock(server.admin());
        Stock anonymous = new Stock(server.anonymous());
        String box = admin.box("Shelf A");
        String item = admin.item(box, 3);
        String token =
                server.admin().get("/api/user/token/").json().path("token").asText();
        Site site = Site.create(server, "closed");
        Stock viewer = new Stock(site.member("box", "view"));

        for (String path : List.of(
                "/api/box/get/" + box,
                "/api/boxes/list",
                "/api/boxes/count",
                "/api/item/get/" + item,
                "/api/items/list",
                "/api/item/movements/" + item,
                "/api/item/reservations/" + item,
                "/api/box/get?box_id=" + box,
                "/api/item/get?item_id=" + item,
                "/api/items/count",
                "/api/box/label/" + box,
                "/api/item/label/" + item,
                "/api/boxes/labels",
                "/api/box/unknown")) {
            Answer refused = anonymous.api().get(path);
            assertThat(Stock.error(refused, 401)).isEqualTo("Authentication credentials were not provided.");
            assertThat(refused.header("WWW-Authenticate")).isPresent();
        }
        for (String path : List.of(
                "/api/box/get",
                "/api/boxes/list",
                "/api/boxes/count",
                "/api/item/get",
                "/api/items/list",
                "/api/items/count")) {
            assertThat(Stock.error(anonymous.form(path, "box_id", box, "item_id", item), 401))
                    .isEqualTo("Authentication credentials were not provided.");
        }
        Stock.one(anonymous.api().get("/api/box/get/" + box + "?api_key=" + token));
        Stock.one(anonymous.form("/api/box/get", "box_id", box, "api_key", token));
        Stock.one(viewer.api().get("/api/box/get/" + box));
        assertThat(Stock.error(viewer.api().get("/api/item/get/" + item), 403))
                .isEqualTo("User was not authorized to access this resource");
    }

    /** Behind the server's back its table is taken away, which only a database in another process lets happen. */
    @Test
    void anErrorOfTheServerIsToldInTheEnvelopeAndNothingOfTheInside() throws java.sql.SQLException {
        assumeTrue(TestDatabase.current() == TestDatabase.POSTGRESQL, "the embedded database is the server's alone");
        Stock admin = new Stock(process.server().admin());

        try (Connection connection = TestDatabase.connectToPostgres("hardening");
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE box RENAME TO box_elsewhere");
            try {
                Answer answer = admin.api().get("/api/boxes/list");
                assertThat(Stock.error(answer, 500))
                        .isEqualTo("A server error occurred. The log has the details under this request id.");
                String id = answer.json().at("/body/0/request_id").asText();
                assertThat(answer.header("X-Request-Id")).hasValue(id);
                assertThat(String.join("\n", process.log())).contains("Request " + id + " failed");
                assertThat(answer.body().toLowerCase(Locale.ROOT)).doesNotContain("select", "sql", "exception", "java");
            } finally {
                statement.execute("ALTER TABLE box_elsewhere RENAME TO box");
            }
        }
        Stock.body(admin.api().get("/api/boxes/list"));
    }

    /** Whatever Host a client makes up: what is printed leads to the address that was configured. */
    @Test
    void labelsLeadToThePublicUrl() throws java.io.IOException {
        Stock admin = new Stock(process.server().admin());
        String box = admin.box("Shelf of labels");
        String token = admin.api().get("/api/user/token/").json().path("token").asText();

        for (String path : List.of("/api/box/label/" + box, "/api/boxes/labels?ids=" + box)) {
            String answer = askedAs("evil.example.com", path, token);

            assertThat(answer)
                    .startsWith("HTTP/1.1 200")
                    .contains("QR code of https://inventory.example.com/api/box/get/" + box)
                    .doesNotContain("evil.example.com", "127.0.0.1", "INVENTORY_PUBLIC_URL");
        }
    }

    /** The HTTP client of the JDK sends no other Host than that of the address. */
    private String askedAs(String host, String path, String token) throws java.io.IOException {
        URI base = process.server().base();
        try (java.net.Socket socket = new java.net.Socket(base.getHost(), base.getPort())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Token " + token
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    /** Last, since afterwards this address has to wait. */
    @Test
    @Order(Integer.MAX_VALUE)
    void wrongTokensMakeAnAddressWaitAndRightOnesPass() {
        Api api = process.api();
        Api right = api.basic(Api.ADMIN, Api.ADMIN_PASSWORD).byToken();
        Api wrong = api.bearer("inv-" + "0".repeat(40) + "-20990101");

        for (int i = 0; i < PATIENCE; i++) {
            wrong.get("/api/user/me/").expect(401);
        }
        Answer braked = wrong.get("/api/user/me/").expect(429);

        assertThat(Integer.parseInt(braked.header("Retry-After").orElse(""))).isBetween(1, 60);
        right.get("/api/user/me/").expect(200);
        api.basic(Api.ADMIN, "wrong").get("/api/user/me/").expect(429);
        api.basic(Api.ADMIN, Api.ADMIN_PASSWORD).get("/api/user/me/").expect(429);
        api.send(
                        "POST",
                        "/api/box/create",
                        BodyPublishers.ofString("name=x&api_key=inv-" + "1".repeat(40) + "-20990101"),
                        request -> request.header("Content-Type", "application/x-www-form-urlencoded"))
                .expect(429);
    }
}
