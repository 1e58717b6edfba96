package dev.inventory.headlessops.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.headlessops.OperationOptions;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlicesTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "50, 1", "60, 2", "400, 4", "5000, 4", "10000, 4", "100000, 40"})
    void shares_cover_all_devices_without_touching(int devices, int expected) {
        List<Long> ids =
                LongStream.range(0, devices).map(id -> 10 + 3 * id).boxed().toList();
        List<Slices.Share> shares = Slices.of(ids, OperationOptions.DEFAULT);
        assertThat(shares).hasSize(expected).allSatisfy(share -> assertThat(share.wave())
                .isZero());
        long covered = 0;
        long last = 0;
        for (Slices.Share share : shares) {
            assertThat(share.firstDevice()).isGreaterThan(last);
            last = share.lastDevice();
            covered += ids.stream()
                    .filter(id -> id >= share.firstDevice() && id <= share.lastDevice())
                    .count();
        }
        assertThat(covered).isEqualTo(devices);
    }

    @Test
    void waves_are_of_the_size_that_was_told_or_a_tenth() {
        List<Long> ids = LongStream.rangeClosed(1, 250).boxed().toList();
        assertThat(Slices.of(ids, options(20, null, null)))
                .hasSize(10)
                .extracting(Slices.Share::wave)
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        List<Slices.Share> told = Slices.of(ids, options(20, 120, null));
        assertThat(told).extracting(Slices.Share::wave).containsExactly(0, 0, 0, 1, 1, 1, 2);
        assertThat(told.get(2).lastDevice()).isEqualTo(120);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "3, 3, 1", "7, 4, 2", "60, 4, 15", "2000, 4, 500"})
    void the_parts_of_all_shares_together_are_the_whole(int parallel, int atOnce, int first) {
        assertThat(Slices.atOnce(options(null, null, parallel))).isEqualTo(atOnce);
        assertThat(Slices.part(parallel, atOnce)).isEqualTo(first);
        int free = parallel;
        for (int shares = atOnce; shares > 0; shares--) {
            int part = Slices.part(free, shares);
            assertThat(part).isPositive();
            free -= part;
        }
        assertThat(free).isZero();
    }

    @Test
    void a_share_has_the_same_part_of_the_rate_as_of_the_devices() {
        OperationOptions options = new OperationOptions(false, false, 120, 400, null, null, null, null, null, 20);
        assertThat(Slices.rate(options, 400)).hasValue(20);
        assertThat(Slices.rate(options, 100)).hasValue(5);
        assertThat(Slices.rate(OperationOptions.DEFAULT, 100)).isEmpty();
    }

    private static OperationOptions options(Integer stop, Integer wave, Integer parallel) {
        return new OperationOptions(false, false, 120, parallel, stop, wave, null, null, null, null);
    }
}
