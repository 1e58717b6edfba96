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

    @Test
    void whatEndedChildrenUsedStandsBehindAnyName() {
        String stat = "4711 (a (b) 1 2) S 1 4711 4711 0 -1 4194560 5 6 7 8 120 30 250 50 20 0 1 0 100 0 0";
        assertThat(Machine.ofEndedChildren(stat)).isEqualTo(Duration.ofSeconds(3));
    }
}
