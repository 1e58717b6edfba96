package dev.inventory.headlessops.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecurrenceTest {

    private static final Instant NOW = Instant.parse("2024-01-15T14:30:00Z");

    @Test
    void the_next_time_is_that_of_the_wall_clock() {
        assertThat(Recurrence.of("0 2 * * *", "Europe/Berlin", "once", NOW).next(NOW))
                .isEqualTo(Instant.parse("2024-01-16T01:00:00Z"));
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
