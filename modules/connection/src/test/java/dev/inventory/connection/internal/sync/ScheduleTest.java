package dev.inventory.connection.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    @ParameterizedTest
    @CsvSource({
        "every_5_minutes, 2024-01-15T10:05:00Z",
        "hourly, 2024-01-15T11:00:00Z",
        "daily, 2024-01-16T10:00:00Z",
        "weekly, 2024-01-22T10:00:00Z",
        "30 2 * * 1-5, 2024-01-16T01:30:00Z",
        "*/15 * * * *, 2024-01-15T10:15:00Z"
    })
    void knowsTheNextTime(String frequency, String next) {
        assertThat(Schedule.next(frequency, "Europe/Berlin", Instant.parse("2024-01-15T10:00:00Z")))
                .contains(Instant.parse(next));
    }

    @Test
    void manualHasNone() {
        assertThat(Schedule.next("manual", "UTC", Instant.EPOCH)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sometimes", "* * *", "61 * * * *", "* * * * * *", ""})
    void refusesWhatIsNone(String frequency) {
        assertThat(Schedule.isKnown(frequency)).isFalse();
    }

    @Test
    void theCircuitOpensForLongerEachTime() {
        Instant now = Instant.parse("2024-01-15T10:00:00Z");

        assertThat(ProfileHealth.openUntil(4, now)).isNull();
        assertThat(ProfileHealth.openUntil(5, now)).isEqualTo(now.plusSeconds(300));
        assertThat(ProfileHealth.openUntil(6, now)).isEqualTo(now.plusSeconds(600));
        assertThat(ProfileHealth.openUntil(1000, now)).isEqualTo(now.plusSeconds(6 * 3600));
    }
}
