package dev.inventory.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody else's HTTP API: records in pages that lead to one another. One record in a hundred has a count that is no
 * number, and one request in seventeen is answered by 503.
 */
final class StockPages implements AutoCloseable {
    static final int ONE_BROKEN_OF = 100;

    private static final int ONE_REFUSED_OF = 17;
    private static final int PAGE = 500;
    private static final Pattern OFFSET = Pattern.compile("(?:^|&)offset=(\\d{1,9})(?:&|$)");

    private final int records;
    private final HttpServer server;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    private StockPages(int records) throws IOException {
        this.records = records;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(thread);
        server.createContext("/stock", this::answer);
        server.start();
    }

    static StockPages start(int records) throws IOException {
        return new StockPages(records);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/stock";
    }

    /** How many requests were answered by 503. */
    int refused() {
        return refused.get();
    }

    static String sku(int record) {
        return "R-" + record;
    }

    static boolean isBroken(int record) {
        return record % ONE_BROKEN_OF == ONE_BROKEN_OF / 2;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (requests.incrementAndGet() % ONE_REFUSED_OF == 0) {
                refused.incrementAndGet();
                exchange.getResponseHeaders().set("Retry-After", "0");
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            String query = exchange.getRequestURI().getQuery();
            Matcher offset = OFFSET.matcher(query == null ? "" : query);
            byte[] body = page(offset.find() ? Integer.parseInt(offset.group(1)) : 0);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    private byte[] page(int from) {
        int to = Math.min(from + PAGE, records);
        var text = new StringBuilder(PAGE * 120).append("{\"count\": ").append(records);
        if (to < records) {
            text.append(", \"next\": \"")
                    .append(url())
                    .append("?offset=")
                    .append(to)
                    .append('"');
        }
        text.append(", \"results\": [");
        for (int record = from; record < to; record++) {
            text.append(record == from ? "" : ",")
                    .append("{\"sku\": \"")
                    .append(sku(record))
                    .append("\", \"stock_count\": ")
                    .append(isBroken(record) ? "\"lots\"" : String.valueOf(record % 1000))
                    .append(", \"warehouse_section\": \"Hall ")
                    .append(record % 7)
                    .append("\"}");
        }
        return text.append("]}").toString().getBytes(UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }
}
