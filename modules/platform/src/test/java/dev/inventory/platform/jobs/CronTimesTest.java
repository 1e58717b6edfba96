package dev.inventory.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTimesTest {

    @ParameterizedTest
    @CsvSource({
        // by the wall clock of the zone, in winter and in summer
        "0 2 * * *, Europe/Berlin, 2024-01-15T14:30:00Z, 2024-01-16T01:00:00Z",
        "0 2 * * *, Europe/Berlin, 2024-07-15T14:30:00Z, 2024-07-16T00:00:00Z",
        "*/15 * * * *, UTC, 2024-01-15T14:30:00Z, 2024-01-15T14:45:00Z",
        "0 0 1 * *, America/New_York, 2024-01-15T14:30:00Z, 2024-02-01T05:00:00Z",
        "0 3 * * 1, UTC, 2024-01-15T14:30:00Z, 2024-01-22T03:00:00Z",
        // 02:30 does not happen on the night the clocks go forward
        "30 2 * * *, Europe/Berlin, 2024-03-30T12:00:00Z, 2024-04-01T00:30:00Z",
        // and happens the first time on the night they go back
        "30 2 * * *, Europe/Berlin, 2024-10-26T12:00:00Z, 2024-10-27T00:30:00Z",
        "30 2 * * *, Europe/Berlin, 2024-10-27T00:30:00Z, 2024-10-28T01:30:00Z",
        // asked within the hour that comes twice
        "30 2 * * *, Europe/Berlin, 2024-10-27T01:10:00Z, 2024-10-28T01:30:00Z",
        "30 2 * * *, Europe/Berlin, 2024-10-27T01:40:00Z, 2024-10-28T01:30:00Z",
    })
    void the_next_time_is_that_of_the_wall_clock(String cron, String zone, Instant after, Instant next) {
        assertThat(CronTimes.of(cron, ZoneId.of(zone)).next(after)).contains(next);
    }

    @Test
    void a_time_may_never_come() {
        assertThat(CronTimes.of("0 0 30 2 *", ZoneOffset.UTC).next(Instant.EPOCH))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"every now and then", "* * *", "61 * * * *", "* * * * * *", ""})
    void anything_else_is_refused(String expression) {
        assertThatThrownBy(() -> CronTimes.of(expression, ZoneOffset.UTC)).isInstanceOf(IllegalArgumentException.class);
    }
}
