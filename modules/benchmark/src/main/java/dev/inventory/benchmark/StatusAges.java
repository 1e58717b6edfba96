package dev.inventory.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * How old the status of all devices is that the API shows.
 *
 * @param oldest age of the oldest last_seen, at the moment it was read
 * @param counted devices that were looked at
 * @param down those of them that are shown as down
 */
record StatusAges(Duration oldest, long counted, long down) {
    private static final String LIST = "/api/v1/inventory_device/?fields=id,status,last_seen&limit=100&ordering=id";
    private static final int CONNECTIONS = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads the devices of some ids in pages, which takes about a second for ten thousand.
     *
     * @param live which of them answer: the others are left out
     */
    static StatusAges read(int port, String authorization, List<Long> ids, LongPredicate live)
            throws IOException, BenchmarkFailure, InterruptedException {
        int pages = (ids.size() + 99) / 100;
        List<StatusAges> parts = Workers.run(CONNECTIONS, worker -> {
            var seen = new ArrayList<StatusAges>();
            try (var connection = new HttpConnection(port, authorization)) {
                for (int page = worker; page < pages; page += CONNECTIONS) {
                    HttpConnection.Answer answer = connection.get(LIST + "&offset=" + page * 100);
                    if (answer.status() != 200) {
                        throw new BenchmarkFailure("no devices: " + answer.status() + " " + answer.text());
                    }
                    seen.add(of(JSON.readTree(answer.text()).path("results"), live, Instant.now()));
                }
            }
            return together(seen);
        });
        return together(parts);
    }

    static StatusAges of(JsonNode rows, LongPredicate live, Instant now) {
        var oldest = Duration.ZERO;
        long counted = 0;
        long down = 0;
        for (JsonNode row : rows) {
            if (!live.test(row.path("id").asLong())) {
                continue;
            }
            counted++;
            if (!row.path("status").asBoolean() || !row.path("last_seen").isTextual()) {
                down++;
                continue;
            }
            Duration age = Duration.between(Instant.parse(row.path("last_seen").asText()), now);
            oldest = age.compareTo(oldest) > 0 ? age : oldest;
        }
        return new StatusAges(oldest, counted, down);
    }

    private static StatusAges together(List<StatusAges> parts) {
        return parts.stream()
                .reduce(
                        new StatusAges(Duration.ZERO, 0, 0),
                        (a, b) -> new StatusAges(
                                a.oldest.compareTo(b.oldest) > 0 ? a.oldest : b.oldest,
                                a.counted + b.counted,
                                a.down + b.down));
    }
}
