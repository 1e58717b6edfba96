package dev.inventory.headlessops.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final Instant NOW = Instant.parse("2024-01-15T14:30:00Z");

    private final Turns turns = new Turns();

    @Test
    void the_most_urgent_goes_first_and_of_equals_the_oldest() {
        List<Due> waiting = List.of(due(1, 7, 1, 0), due(2, 7, 3, 5), due(3, 7, 3, 4), due(4, 7, 0, 0));
        assertThat(turns.next(waiting, Map.of()).operationId()).isEqualTo(3);
    }

    @Test
    void of_equally_urgent_ones_that_goes_first_whose_organization_has_less_at_work() {
        List<Due> waiting = List.of(due(1, 7, 1, 0), due(2, 8, 1, 5));
        assertThat(turns.next(waiting, Map.of(7L, 3)).operationId()).isEqualTo(2);
    }

    @Test
    void no_flood_keeps_another_organization_waiting() {
        List<Due> waiting = new ArrayList<>();
        for (int id = 1; id <= 100; id++) {
            waiting.add(due(id, 7, 3, 0));
        }
        waiting.add(due(101, 8, 0, 60));
        waiting.add(due(102, 9, 0, 60));
        List<Long> lanes = take(waiting, 5);
        assertThat(lanes).contains(8L, 9L);
    }

    @Test
    void a_flood_that_was_there_first_gets_half_of_the_turns() {
        List<Due> waiting = new ArrayList<>();
        for (int id = 1; id <= 100; id++) {
            waiting.add(due(id, 7, 3, 0));
            waiting.add(due(1000 + id, 8, 0, 0));
        }
        assertThat(take(waiting, 20))
                .containsOnly(7L, 8L)
                .filteredOn(lane -> lane == 7)
                .hasSizeBetween(10, 11);
    }

    private List<Long> take(List<Due> waiting, int count) {
        List<Long> lanes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Due next = turns.next(waiting, Map.of());
            turns.taken(next);
            waiting.remove(next);
            lanes.add(next.lane());
        }
        return lanes;
    }

    private static Due due(long id, long lane, int priority, int seconds) {
        return new Due(id, true, lane, priority, NOW.plusSeconds(seconds), 0);
    }
}
