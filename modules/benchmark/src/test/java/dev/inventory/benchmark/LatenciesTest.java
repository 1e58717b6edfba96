package dev.inventory.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private static Latencies.Recording millis(long... values) {
        var recording = new Latencies.Recording();
        LongStream.of(values).forEach(value -> recording.add(value * 1_000_000));
        return recording;
    }

    @Test
    void aPercentileIsAMeasuredValue() {
        Latencies latencies =
                Latencies.of(List.of(millis(LongStream.rangeClosed(1, 100).toArray())));
        assertThat(latencies.percentile(50)).isEqualTo(50);
        assertThat(latencies.percentile(99)).isEqualTo(99);
        assertThat(latencies.percentile(99.9)).isEqualTo(100);
        assertThat(latencies.percentile(100)).isEqualTo(100);
        assertThat(latencies.percentile(0.1)).isEqualTo(1);
    }

    @Test
    void threadsAreTakenTogether() {
        Latencies latencies = Latencies.of(List.of(millis(9, 1), millis(5), millis()));
        assertThat(latencies.count()).isEqualTo(3);
        assertThat(latencies.percentile(50)).isEqualTo(5);
        assertThat(latencies.percentile(100)).isEqualTo(9);
    }

    @Test
    void manyAreKept() {
        var recording = new Latencies.Recording();
        LongStream.range(0, 5000).forEach(recording::add);
        assertThat(Latencies.of(List.of(recording)).count()).isEqualTo(5000);
    }

    @Test
    void noneHaveNoPercentile() {
        assertThat(Latencies.of(List.of()).percentile(99)).isNaN();
    }

    @Test
    void aPercentileIsOfAHundred() {
        Latencies latencies = Latencies.of(List.of(millis(1)));
        assertThatThrownBy(() -> latencies.percentile(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> latencies.percentile(101)).isInstanceOf(IllegalArgumentException.class);
    }
}
