package dev.inventory.headlessops.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrenceTest {

    private static final Instant NOW = Instant.parse("2024-01-15T14:30:00Z");

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
        assertThat(Recurrence.of(cron, zone, "once", NOW).next(after)).isEqualTo(next);
    }

    @Test
    void times_that_cannot_be_are_refused_with_a_sentence() {
        assertThatThrownBy(() -> Recurrence.of("every now and then", "UTC", "once", NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no cron expression");
        assertThatThrownBy(() -> Recurrence.of("61 2 * * *", "UTC", "once", NOW))
                .hasMessageContaining("no cron expression");
        assertThatThrownBy(() -> Recurrence.of("0 2 * * *", "Europe/Atlantis", "once", NOW))
                .hasMessageContaining("Europe/Atlantis");
        assertThatThrownBy(() -> Recurrence.of("0 0 30 2 *", "UTC", "once", NOW))
                .hasMessageContaining("never comes");
    }
}
