package dev.inventory.headlessops.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {

    private static final Instant START = Instant.parse("2024-01-15T10:30:00Z");

    @ParameterizedTest
    @CsvSource({"150,98,65", "150,149,99", "150,150,100", "3,1,33", "0,0,0", "2000000000,1999999999,99"})
    void percent_is_whole_and_never_too_much(int total, int processed, int percent) {
        assertThat(new Progress(total, processed).percent(false)).isEqualTo(percent);
    }

    @Test
    void an_empty_operation_is_complete_when_it_has_finished() {
        assertThat(new Progress(0, 0).percent(true)).isEqualTo(100);
    }

    @Test
    void the_rest_takes_as_long_per_device_as_the_first_part() {
        assertThat(new Progress(150, 100).estimatedCompletion(START, START.plusSeconds(200)))
                .contains(START.plusSeconds(300));
    }

    @Test
    void nothing_measured_gives_no_estimate() {
        assertThat(new Progress(150, 0).estimatedCompletion(START, START.plusSeconds(200)))
                .isEmpty();
        assertThat(new Progress(150, 10).estimatedCompletion(START, START)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,0,0,1", "2400,0,0,2", "600,100,60,6", "601,100,60,7", "0,100,60,1", "5,100,0,1"})
    void minutes_follow_from_what_was_measured(long devices, long measured, long seconds, int minutes) {
        assertThat(Progress.estimatedMinutes(devices, measured, Duration.ofSeconds(seconds)))
                .isEqualTo(minutes);
    }

    @ParameterizedTest
    @CsvSource({
        "10,0,0,COMPLETED",
        "10,3,0,COMPLETED_WITH_ERRORS",
        "10,10,0,FAILED",
        "10,7,3,FAILED",
        "10,0,10,COMPLETED",
        "0,0,0,COMPLETED"
    })
    void the_end_follows_from_the_counters(int total, int failed, int skipped, OperationStatus end) {
        assertThat(OperationStatus.ofFinished(total, failed, skipped)).isEqualTo(end);
    }
}
