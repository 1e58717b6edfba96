package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Other systems as they may ask to be read: by a token of theirs, by page, by cursor, and over TLS. */
@ExtendWith(DeployedServer.class)
class ConnectionSourcesIT {

    private final Site site;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

    ConnectionSourcesIT(Server server) {
        site = Site.create(server, "other systems");
    }

    @AfterEach
    void close() {
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void byATokenThatRunsOutBetweenPages() throws IOException {
        AtomicInteger tokens = new AtomicInteger();
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer server = start(HttpServer.create(anyPort(), 0));
        server.createContext("/token", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String login = exchange.getRequestHeaders().getFirst("Authorization");
            boolean right = ("Basic "
                            + Base64.getEncoder()
                                    .encodeToString("stock-reader:larch-and-lime-4".getBytes(StandardCharsets.UTF_8)))
                    .equals(login);
            answer(
                    exchange,
                    right ? 200 : 401,
                    right
                            ? "{\"access_token\": \"t" + tokens.incrementAndGet() + "\", \"expires_in\": 60}"
                            : "{\"error\": \"invalid_client\"}");
        });
        server.createContext("/stock", exchange -> {
            int page = Integer.parseInt(parameter(exchange, "page"));
            // each token is good for one page
            boolean fresh =
                    ("Bearer t" + page).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            answer(exchange, fresh ? 200 : 401, fresh ? records(page, 3, 2) : "{}");
        });
        ObjectNode fields =
                Profile.rest(site, url(server, "/stock")).put("authentication_type", "oauth2_client_credentials");
        fields.set(
                "credentials",
                Json.object("{\"client_id\": \"stock-reader\", \"client_secret\": \"larch-and-lime-4\","
                        + " \"scope\": \"stock:read\"}"));
        ((ObjectNode) fields.path("credentials")).put("token_url", url(server, "/token"));
        pagination(fields, "{\"type\": \"page\", \"page_size\": 2}");
        Profile profile = Profile.create(site.admin(), fields);

        JsonNode run = profile.sync();

        assertThat(run.path("status").asText()).as(run.toString()).isEqualTo("success");
        assertThat(run.path("created").asInt()).isEqualTo(5);
        assertThat(asked).hasSize(3).allSatisfy(form -> assertThat(form)
                .isEqualTo("grant_type=client_credentials&scope=stock%3Aread"));

        fields.put("name", Site.unique("wrong secret"));
        ((ObjectNode) fields.path("credentials")).put("client_secret", "wrong-one-5");
        Profile wrong = Profile.create(site.admin(), fields);
        JsonNode test = test(wrong);
        assertThat(stage(test, "authenticate").path("status").asText()).isEqualTo("failed");
        assertThat(test.toString()).doesNotContain("wrong-one-5");
        assertThat(wrong.detail().at("/health_status/authentication").asText()).isEqualTo("invalid");
    }

    @Test
    void byACursor() throws IOException {
        HttpServer server = start(HttpServer.create(anyPort(), 0));
        server.createContext("/", exchange -> {
            String after = parameter(exchange, "after");
            int page = after.isEmpty() ? 1 : Integer.parseInt(after);
            answer(
                    exchange,
                    200,
                    "{\"results\": " + records(page, 3, 2) + ", \"meta\": {\"next\": "
                            + (page == 3 ? "null" : "\"" + (page + 1) + "\"") + "}}");
        });
        ObjectNode fields = Profile.rest(site, url(server, "/"));
        pagination(fields, "{\"type\": \"cursor\", \"pointer\": \"/meta/next\", \"parameter\": \"after\"}");

        JsonNode run = Profile.create(site.admin(), fields).sync();

        assertThat(run.path("status").asText()).as(run.toString()).isEqualTo("success");
        assertThat(run.path("created").asInt()).isEqualTo(5);
    }

    @Test
    void notByACertificateThatNobodyVouchesFor(@TempDir Path directory) throws Exception {
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(SelfSigned.context(directory)));
        List<String> asked = new CopyOnWriteArrayList<>();
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            answer(exchange, 200, records(1, 1, 2));
        });
        start(server);
        ObjectNode fields = Profile.rest(site, url(server, "/").replace("http:", "https:"))
                .put("ssl_enabled", true)
                .put("retry_attempts", 0);
        Profile profile = Profile.create(site.admin(), fields);

        JsonNode test = test(profile);

        assertThat(test.path("reached").asText()).isEqualTo("connect");
        assertThat(stage(test, "tls").path("status").asText()).isEqualTo("failed");
        assertThat(stage(test, "authenticate").path("status").asText()).isEqualTo("not_reached");
        JsonNode run = profile.sync();
        assertThat(run.path("status").asText()).isEqualTo("failed");
        assertThat(run.path("error").asText()).contains("encrypted connection");
        // the key was never sent
        assertThat(asked).isEmpty();
    }

    private static JsonNode test(Profile profile) {
        return profile.admin().post(profile.path() + "test/", "{}").expect(200).json();
    }

    private static JsonNode stage(JsonNode test, String name) {
        for (JsonNode stage : test.path("stages")) {
            if (name.equals(stage.path("stage").asText())) {
                return stage;
            }
        }
        throw new AssertionError("no stage " + name + " in " + test);
    }

    private static void pagination(ObjectNode fields, String pagination) {
        ((ObjectNode) fields.at("/configuration/source")).set("pagination", Json.object(pagination));
    }

    /** Two records a page, one on the last. */
    private static String records(int page, int pages, int size) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < (page < pages ? size : 1); i++) {
            text.append(i == 0 ? "" : ", ")
                    .append("{\"sku\": \"P")
                    .append(page)
                    .append('-')
                    .append(i)
                    .append("\", \"stock_count\": 1, \"warehouse_section\": \"A\"}");
        }
        return text.append(']').toString();
    }

    private static String parameter(HttpExchange exchange, String name) {
        String query = exchange.getRequestURI().getQuery();
        return Arrays.stream((query == null ? "" : query).split("&"))
                .filter(part -> part.startsWith(name + "="))
                .map(part -> part.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private HttpServer start(HttpServer server) {
        servers.add(server);
        server.start();
        return server;
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static String url(HttpServer server, String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }
}
