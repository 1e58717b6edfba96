package dev.inventory.device.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UptimeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PT0S | 0:00:00",
                "PT3H2M1S | 3:02:01",
                "PT23H59M59.9S | 23:59:59",
                "P1DT9S | 1 day, 0:00:09",
                "P45DT12H30M15S | 45 days, 12:30:15"
            })
    void isWrittenAsClientsKnowIt(Duration uptime, String written) {
        assertThat(Uptime.format(uptime)).isEqualTo(written);
    }
}
