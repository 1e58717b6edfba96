package dev.inventory.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How old the status of devices is that the API shows.
 *
 * @param oldest age of the oldest last_seen, at the moment it was read
 * @param down those of them that are shown as down
 */
record StatusAges(Duration oldest, long down) {
    static final StatusAges NONE = new StatusAges(Duration.ZERO, 0);

    private static final int PAGE = 100;
    private static final String LIST =
            "/api/v1/inventory_device/?fields=id,status,last_seen&count=none&limit=" + PAGE + "&id__in=";
    private static final int CONNECTIONS = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the devices of these ids in pages, which takes about a second for ten thousand. */
    static StatusAges read(int port, String authorization, List<Long> ids)
            throws IOException, BenchmarkFailure, InterruptedException {
        List<StatusAges> parts = Workers.run(CONNECTIONS, worker -> {
            var seen = NONE;
            try (var connection = new HttpConnection(port, authorization)) {
                for (int first = worker * PAGE; first < ids.size(); first += CONNECTIONS * PAGE) {
                    List<Long> page = ids.subList(first, Math.min(first + PAGE, ids.size()));
                    seen = seen.and(page(connection, page));
                }
            }
            return seen;
        });
        return parts.stream().reduce(NONE, StatusAges::and);
    }

    private static StatusAges page(HttpConnection connection, List<Long> ids) throws IOException, BenchmarkFailure {
        String wanted = ids.stream().map(String::valueOf).collect(Collectors.joining(","));
        HttpConnection.Answer answer = connection.get(LIST + wanted);
        if (answer.status() != 200) {
            throw new BenchmarkFailure("no devices: " + answer.status() + " " + answer.text());
        }
        JsonNode rows = JSON.readTree(answer.text()).path("results");
        if (rows.size() != ids.size()) {
            throw new BenchmarkFailure(rows.size() + " devices are listed, and not " + ids.size());
        }
        return of(rows, Instant.now());
    }

    static StatusAges of(JsonNode rows, Instant now) {
        var oldest = Duration.ZERO;
        long down = 0;
        for (JsonNode row : rows) {
            if (!row.path("status").asBoolean() || !row.path("last_seen").isTextual()) {
                down++;
                continue;
            }
            Duration age = Duration.between(Instant.parse(row.path("last_seen").asText()), now);
            oldest = age.compareTo(oldest) > 0 ? age : oldest;
        }
        return new StatusAges(oldest, down);
    }

    /** With other devices. */
    private StatusAges and(StatusAges others) {
        return new StatusAges(older(others), down + others.down);
    }

    /** The worse of two times that the same devices were read. */
    StatusAges or(StatusAges again) {
        return new StatusAges(older(again), Math.max(down, again.down));
    }

    private Duration older(StatusAges other) {
        return other.oldest.compareTo(oldest) > 0 ? other.oldest : oldest;
    }
}
