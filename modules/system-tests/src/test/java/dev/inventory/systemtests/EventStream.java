package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client of server-sent events, which reads as they come. */
final class EventStream implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final InputStream body;
    private volatile boolean ended;

    /** An event, with its data as JSON. */
    record Event(String name, String id, JsonNode data) {}

    private EventStream(InputStream body) {
        this.body = body;
        Thread reader = new Thread(this::read, "event-stream");
        reader.setDaemon(true);
        reader.start();
    }

    /** @param headers names and values */
    static EventStream open(Api api, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.base().resolve(path))
                .header("Authorization", api.authorization())
                .header("Accept", "text/event-stream");
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<InputStream> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
            return new EventStream(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            String name = "";
            String id = "";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("id: ")) {
                    id = line.substring("id: ".length());
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring("data: ".length()));
                } else if (line.isEmpty() && data.length() > 0) {
                    events.add(new Event(name, id, Json.parse(data.toString())));
                    data.setLength(0);
                }
            }
        } catch (IOException e) {
            // closed by the test, or cut off: it has ended either way
        }
        ended = true;
    }

    List<Event> of(String name) {
        return events.stream().filter(event -> event.name().equals(name)).toList();
    }

    /** Waits until there are so many changes of status at least, and answers all that have come. */
    List<Event> awaitStatus(int count) {
        Patience.await(count + " events")
                .failFast("the stream has ended", () -> ended && of("status").size() < count)
                .until(() -> of("status").size() >= count);
        return of("status");
    }

    /** Waits until it is known from where on everything is told. */
    EventStream awaitPosition() {
        Patience.await("a position").until(() -> !of("position").isEmpty());
        return this;
    }

    void awaitEnd() {
        Patience.await("the end of the stream").until(() -> ended);
    }

    boolean isOpen() {
        return !ended;
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
