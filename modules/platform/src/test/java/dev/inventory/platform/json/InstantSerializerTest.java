package dev.inventory.platform.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstantSerializerTest {

    @ParameterizedTest
    @CsvSource({
        "2024-01-15T08:30:00Z, 2024-01-15T08:30:00Z",
        "2024-01-15T08:30:00.100Z, 2024-01-15T08:30:00.100Z",
        "2024-01-15T08:30:00.000001Z, 2024-01-15T08:30:00.000001Z",
        "2024-02-29T23:59:59.999999999Z, 2024-02-29T23:59:59.999999Z",
        "1969-12-31T23:59:59.123456789Z, 1969-12-31T23:59:59.123456Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z",
        "+10000-01-01T00:00:00Z, +10000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z, -0001-01-01T00:00:00Z"
    })
    void writesIsoInUtcToTheMicrosecond(Instant instant, String text) {
        assertThat(Json.write(instant)).isEqualTo('"' + text + '"');
    }

    @Test
    void writesWhatJavaWrites() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            Instant instant = Instant.ofEpochSecond(
                    random.nextLong(-62_167_219_200L, 253_402_300_800L),
                    i % 3 == 0 ? random.nextInt(1000) * 1_000_000L : random.nextInt(1_000_000_000));
            assertThat(Json.write(instant))
                    .isEqualTo('"' + instant.truncatedTo(ChronoUnit.MICROS).toString() + '"');
        }
    }
}
