package dev.inventory.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Follows the changes of the devices' status as they are told, on a thread of its own. */
final class ChangeStream implements AutoCloseable {
    private static final String PATH = "/api/v1/inventory_device/events/?status_detail=down";
    private static final String DATA = "data:";
    private static final Duration OPENED_WITHIN = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Its streams can be closed while they are read. */
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final InputStream body;
    private final Thread thread;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final Map<Long, Told> told = new HashMap<>();
    private boolean ended;

    /** When a device changed, by what is told, and when that came. */
    private record Told(Instant changedAt, Instant at) {}

    private ChangeStream(InputStream body) {
        this.body = body;
        thread = new Thread(this::follow, "change-stream");
        thread.setDaemon(true);
    }

    /** Returns when the server has begun to tell. */
    static ChangeStream open(int port, String authorization)
            throws IOException, BenchmarkFailure, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + PATH))
                .header("Authorization", authorization)
                .build();
        var stream = new ChangeStream(
                HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream()).body());
        stream.thread.start();
        if (!stream.opened.await(OPENED_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
            stream.close();
            throw new BenchmarkFailure("no stream of changes");
        }
        return stream;
    }

    private void follow() {
        try (var lines = new BufferedReader(new InputStreamReader(body, UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                opened.countDown(); // it may begin with a comment
                if (line.startsWith(DATA)) {
                    take(JSON.readTree(line.substring(DATA.length())), Instant.now());
                }
            }
        } catch (IOException closed) {
            // by close(), or with the server: then something is missing, which is counted
        }
        synchronized (this) {
            ended = true;
            notifyAll();
        }
    }

    private synchronized void take(JsonNode event, Instant at) {
        if (event.path("changed_at").isTextual()) {
            told.put(
                    event.path("device").asLong(),
                    new Told(Instant.parse(event.path("changed_at").asText()), at));
            notifyAll();
        }
    }

    /**
     * Waits for the changes of so many devices.
     *
     * @return how many have come by then
     */
    synchronized int await(int devices, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (told.size() < devices && !ended && System.nanoTime() < end) {
            TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
        }
        return told.size();
    }

    /** The longest that a change was under way. */
    synchronized Duration latest() {
        return told.values().stream()
                .map(change -> Duration.between(change.changedAt(), change.at()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** When the devices changed whose changes have come. */
    synchronized List<Instant> changes() {
        return told.values().stream().map(Told::changedAt).toList();
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
