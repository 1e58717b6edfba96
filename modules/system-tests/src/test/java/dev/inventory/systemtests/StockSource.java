package dev.inventory.systemtests;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A foreign system on loopback: its records behind offset and limit, for those who have its key. */
final class StockSource implements AutoCloseable {

    static final String KEY = "sesame-street-7";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final List<ObjectNode> records = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile int failEvery;
    private int heldFrom = Integer.MAX_VALUE;

    StockSource() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/stock";
    }

    void holds(List<ObjectNode> all) {
        records.clear();
        records.addAll(all);
    }

    /** Answers one of so many requests by 503. */
    void failOneOf(int number) {
        failEvery = number;
    }

    /** Lets requests for records from this one on wait for their answer, until that is taken back. */
    synchronized void holdFrom(int record) {
        heldFrom = record;
        notifyAll();
    }

    private synchronized void awaitRelease(int offset) {
        try {
            while (offset >= heldFrom) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static ObjectNode record(String sku, Object quantity, String section) {
        ObjectNode record = Json.object("{}").put("sku", sku).put("warehouse_section", section);
        return quantity instanceof Integer number
                ? record.put("stock_count", number)
                : record.put("stock_count", String.valueOf(quantity));
    }

    private void answer(HttpExchange exchange) throws IOException {
        int request = requests.incrementAndGet();
        if (!KEY.equals(exchange.getRequestHeaders().getFirst("X-API-Key"))) {
            exchange.sendResponseHeaders(401, -1);
        } else if (failEvery > 0 && request % failEvery == 0) {
            exchange.getResponseHeaders().set("Retry-After", "0");
            exchange.sendResponseHeaders(503, -1);
        } else {
            Map<String, String> asked = Arrays.stream(
                            String.valueOf(exchange.getRequestURI().getQuery()).split("&"))
                    .filter(part -> part.contains("="))
                    .collect(Collectors.toMap(part -> part.split("=")[0], part -> part.split("=")[1]));
            int offset = Integer.parseInt(asked.getOrDefault("offset", "0"));
            int limit = Integer.parseInt(asked.getOrDefault("limit", "100"));
            awaitRelease(offset);
            ArrayNode page = Json.object("{}").putArray("results");
            records.stream().skip(offset).limit(limit).forEach(page::add);
            ObjectNode body = Json.object("{}").put("count", records.size());
            body.set("results", page);
            if (offset + limit < records.size()) {
                body.put("next", url() + "?limit=" + limit + "&offset=" + (offset + limit));
            }
            byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
