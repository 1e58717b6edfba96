package dev.inventory.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MachineTest {
    @Test
    void busyIsWhatIsNeitherIdleNorWaiting() {
        assertThat(Machine.busy("cpu  100 20 30 9999 8888 4 5 6 7 0")).isEqualTo(Duration.ofMillis(1650));
    }

    @Test
    void olderSystemsTellLess() {
        assertThat(Machine.busy("cpu 100 20 30 9999")).isEqualTo(Duration.ofMillis(1500));
    }
}
