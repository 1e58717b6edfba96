package dev.inventory.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepBenchmarkTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static ChangeStorm.Sample sample(long millis, long down) {
        return new ChangeStorm.Sample(START.plusMillis(millis), down);
    }

    @Test
    void aChangeIsLateByWhenASampleCountsIt() {
        List<Instant> changes = List.of(START.plusMillis(400), START, START.plusMillis(100));
        assertThat(ChangeStorm.latest(changes, List.of(sample(50, 1), sample(450, 2), sample(500, 3))))
                .isEqualTo(0.35);
        assertThat(ChangeStorm.latest(changes, List.of(sample(500, 3)))).isEqualTo(0.5);
    }

    @Test
    void ofManyAFewAreTakenEvenly() {
        List<Long> all = List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(Registration.Registered.sample(all, 7)).isEqualTo(all);
        assertThat(Registration.Registered.sample(all, 3)).containsExactly(1L, 4L, 7L);
        assertThat(Registration.Registered.sample(List.of(), 3)).isEmpty();
    }

    @Test
    void theOldestStatusIsThatOfTheDevicesThatAreUp() throws Exception {
        var rows = new ObjectMapper().readTree("""
                [{"id": 1, "status": true, "last_seen": "2026-01-01T00:00:05Z"},
                 {"id": 2, "status": true, "last_seen": "2026-01-01T00:00:07Z"},
                 {"id": 3, "status": false, "last_seen": "2026-01-01T00:00:01Z"}]
                """);
        StatusAges ages = StatusAges.of(rows, START.plusSeconds(10));
        assertThat(ages).isEqualTo(new StatusAges(Duration.ofSeconds(5), 1));
        assertThat(ages.or(new StatusAges(Duration.ofSeconds(7), 0)))
                .isEqualTo(new StatusAges(Duration.ofSeconds(7), 1));
    }

    @Test
    void soManyAreDeadAndEvenlySpread() {
        long dead = java.util.stream.IntStream.range(0, 1000)
                .filter(position -> FarmMain.isDead(position, 100, 1000))
                .count();
        assertThat(dead).isEqualTo(100);
        assertThat(java.util.stream.IntStream.range(0, 10).filter(position -> FarmMain.isDead(position, 100, 1000)))
                .hasSize(1);
        assertThat(FarmMain.isDead(5, 0, 10)).isFalse();
    }
}
