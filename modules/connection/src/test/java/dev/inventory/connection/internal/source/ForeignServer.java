package dev.inventory.connection.internal.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server of a test, on loopback, and what was read from it. */
final class ForeignServer implements AutoCloseable {

    static final long LIMIT = 2_000_000;
    static final String KEY = "sesame-street-5";

    private final OpenRequests open = new OpenRequests();
    private final Timer sweeps = new Timer(true);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> records = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private final HttpServer server;

    /** Names that our server is known by; everything else is what the JVM says. */
    private CheckedAddresses.Lookup lookup = host -> host.endsWith(".example")
            ? new InetAddress[] {InetAddress.getLoopbackAddress()}
            : InetAddress.getAllByName(host);

    ForeignServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.start();
        sweeps.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        open.sweep();
                    }
                },
                50,
                50);
    }

    @Override
    public void close() {
        sweeps.cancel();
        server.stop(0);
        threads.shutdownNow();
    }

    /** The ids of the records that were read. */
    List<String> records() {
        return records;
    }

    List<String> broken() {
        return broken;
    }

    void lookup(CheckedAddresses.Lookup names) {
        lookup = names;
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    boolean read(SourceSettings settings) throws SourceFailure {
        Limits limits = new Limits(LIMIT, Duration.ofMillis(1500), 1000);
        CheckedAddresses addresses = new CheckedAddresses(ForeignServer::refusal, host -> lookup.byName(host));
        try (RestSource source =
                new RestSource(settings, new HttpFetch(settings, addresses, open, limits), limits, time -> {})) {
            return source.read(new Reading() {
                @Override
                public boolean record(SourceRecord record, long number) {
                    records.add(String.valueOf(record.value("id")));
                    return true;
                }

                @Override
                public void broken(String name, String why) {
                    broken.add(name + ": " + why);
                }
            });
        }
    }

    private static Optional<String> refusal(InetAddress address) {
        return address.isLoopbackAddress() ? Optional.empty() : Optional.of(address.getHostAddress() + " is refused");
    }

    /** To ask it by the key. */
    SourceSettings settings(String path, String pagination) {
        return settings(url(path), pagination, Duration.ofSeconds(5), 0);
    }

    static SourceSettings settings(String url, String pagination, Duration timeout, int retries) {
        return new SourceSettings(
                url,
                "api_key",
                Map.of("api_key", KEY),
                false,
                timeout,
                retries,
                "",
                "",
                0,
                "",
                "",
                new SourceSettings.Shape(
                        "json",
                        null,
                        new SourceSettings.Pagination(
                                pagination, "next".equals(pagination) ? "/next" : "", "offset", "limit", 2, 1),
                        Map.of(),
                        "X-API-Key",
                        "",
                        null,
                        null,
                        0,
                        Duration.ZERO));
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** What our server does at a path. */
    @FunctionalInterface
    interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    void answer(String path, Behaviour behaviour) {
        server.createContext(path, exchange -> {
            try {
                behaviour.answer(exchange);
            } catch (IOException gone) {
                exchange.close(); // the client has had enough
            }
        });
    }

    static void json(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    static String query(HttpExchange exchange, String name) {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        for (String part : query.split("&")) {
            if (part.startsWith(name + "=")) {
                return part.substring(name.length() + 1);
            }
        }
        return "";
    }
}
