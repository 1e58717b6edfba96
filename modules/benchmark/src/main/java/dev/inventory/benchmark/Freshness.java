package dev.inventory.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How old the state is that the API shows.
 *
 * @param oldest age of the oldest last_seen, at the moment it was read
 * @param notUp devices that are not up or were never seen, though every agent answers
 */
record Freshness(Duration oldest, long notUp) {
    /** Of very many devices only so many are looked at, evenly. */
    private static final int SAMPLE = 5000;

    private static final ObjectMapper JSON = new ObjectMapper();

    static Freshness read(int port, String authorization, int connections, List<Long> ids)
            throws IOException, BenchmarkFailure, InterruptedException {
        int step = Math.max(1, ids.size() / SAMPLE);
        List<Freshness> parts = Workers.run(connections, worker -> {
            var oldest = Duration.ZERO;
            long notUp = 0;
            try (var connection = new HttpConnection(port, authorization)) {
                for (int i = worker * step; i < ids.size(); i += connections * step) {
                    HttpConnection.Answer answer = connection.get("/api/v1/inventory_device/" + ids.get(i) + "/");
                    JsonNode device = JSON.readTree(answer.text());
                    if (!device.path("status").asBoolean()
                            || !device.path("last_seen").isTextual()) {
                        notUp++;
                        continue;
                    }
                    Duration age = Duration.between(
                            Instant.parse(device.path("last_seen").asText()), Instant.now());
                    oldest = age.compareTo(oldest) > 0 ? age : oldest;
                }
            }
            return new Freshness(oldest, notUp);
        });
        return parts.stream()
                .reduce(
                        new Freshness(Duration.ZERO, 0),
                        (a, b) -> new Freshness(
                                a.oldest.compareTo(b.oldest) > 0 ? a.oldest : b.oldest, a.notUp + b.notUp));
    }
}
