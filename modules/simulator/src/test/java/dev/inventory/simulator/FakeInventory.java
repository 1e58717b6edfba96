package dev.inventory.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** As much of the inventory's REST interface as the demo uses; also a program of its own, as the demo starts it. */
final class FakeInventory implements AutoCloseable {
    static {
        // else each answer waits 40 ms for an acknowledgement of its header
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final String TOKEN = "inv-fake-20300101";

    final List<Map<String, Object>> organizations = new CopyOnWriteArrayList<>();
    final List<Map<String, Object>> devices = new CopyOnWriteArrayList<>();

    /** How many devices are taken before the server refuses with 500. */
    volatile int capacity = Integer.MAX_VALUE;

    /** How many requests are put off with 429 yet. */
    final AtomicInteger busy = new AtomicInteger();

    private final HttpServer server;
    private final String authorization;

    FakeInventory(int port, String password) throws IOException {
        authorization = "Basic " + Base64.getEncoder().encodeToString(("admin:" + password).getBytes(UTF_8));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/health/ready", exchange -> answer(exchange, 200, Map.of()));
        server.createContext("/exit", exchange -> Runtime.getRuntime()
                .halt(Integer.parseInt(exchange.getRequestURI().getQuery())));
        server.createContext("/api/user/token/", this::token);
        server.createContext("/api/v1/organization/", exchange -> guarded(exchange, organizations, "name"));
        server.createContext("/api/v1/inventory_device/", exchange -> guarded(exchange, devices, "hostname"));
        server.start();
    }

    /** Arguments: the port. */
    public static void main(String[] arguments) throws IOException {
        String password = System.getenv().getOrDefault(AdminPassword.VARIABLE, "");
        Path data = Path.of(System.getenv("INVENTORY_DATA_DIR"));
        Files.writeString(data.resolve("master.key"), "");
        Files.writeString(data.resolve("given-password"), password);
        Files.writeString(data.resolve("arguments"), String.join(" ", arguments));
        new FakeInventory(Integer.parseInt(arguments[0]), password);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void token(HttpExchange exchange) throws IOException {
        if (authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 200, Map.of("token", TOKEN, "name", "demo"));
        } else {
            answer(exchange, 401, Map.of("detail", "Invalid username/password."));
        }
    }

    private void guarded(HttpExchange exchange, List<Map<String, Object>> rows, String key) throws IOException {
        if (busy.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            exchange.getResponseHeaders().set("Retry-After", "0");
            answer(exchange, 429, Map.of("detail", "Request was throttled."));
        } else if (!("Token " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, Map.of("detail", "Invalid username/password."));
        } else if (exchange.getRequestMethod().equals("GET")) {
            answer(exchange, 200, Map.of("count", rows.size(), "results", new ArrayList<>(rows)));
        } else {
            post(exchange, rows, key);
        }
    }

    private void post(HttpExchange exchange, List<Map<String, Object>> rows, String key) throws IOException {
        Map<String, Object> row = new LinkedHashMap<>(
                Json.readObject(new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        if (devices.size() >= capacity) {
            answer(exchange, 500, Map.of("detail", "full"));
        } else if (rows.stream().anyMatch(other -> row.get(key).equals(other.get(key)))) {
            answer(exchange, 409, Map.of("detail", "exists"));
        } else {
            row.put("id", 11L + rows.size());
            rows.add(row);
            answer(exchange, 201, row);
        }
    }

    private static void answer(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        byte[] octets = Json.write(body).getBytes(UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, octets.length);
        exchange.getResponseBody().write(octets);
        exchange.close();
    }
}
