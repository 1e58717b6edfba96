package dev.inventory.headlessops.internal.execution;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whose turn it is. Every other turn goes to the most urgent operation, the turns between to the organization that waited
 * longest for one: so the urgent is ahead, and nobody's flood, however urgent, keeps another organization waiting for
 * more than two turns for each organization. Where a lane is none of the organizations', it is that of all.
 */
final class Turns {

    private static final Comparator<Due> OLDEST =
            Comparator.<Due, Instant>comparing(Due::executeAt).thenComparingLong(Due::operationId);
    private static final Comparator<Due> MOST_URGENT =
            Comparator.comparingInt(Due::priority).reversed();

    private final Map<Long, Long> lastTurns = new HashMap<>();
    private long turn;

    /**
     * The operation whose turn it is.
     *
     * @param waiting at least one
     * @param running how many shares of each lane are worked on
     */
    Due next(List<Due> waiting, Map<Long, Integer> running) {
        Comparator<Due> order = turn % 2 == 0
                ? MOST_URGENT.thenComparingInt(due -> running.getOrDefault(due.lane(), 0))
                : Comparator.<Due>comparingLong(due -> lastTurns.getOrDefault(due.lane(), -1L))
                        .thenComparing(MOST_URGENT);
        return waiting.stream().min(order.thenComparing(OLDEST)).orElseThrow();
    }

    /** The turn was used. */
    void taken(Due due) {
        lastTurns.put(due.lane(), turn++);
    }
}
