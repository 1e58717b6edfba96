package dev.inventory.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FarmTest {
    @Test
    void theBareLoopReachesTheNetworkInItsProcess(@TempDir Path directory) throws Exception {
        try (Farm farm = Farm.start(20, directory.resolve("network.log"))) {
            BareLoop.Outcome outcome = new BareLoop(farm.layout()).run(Duration.ofMillis(1), Duration.ofMillis(50));
            assertThat(outcome.answered()).isPositive();
            assertThat(outcome.lost()).isZero();
            assertThat(farm.work().answered()).isGreaterThanOrEqualTo(outcome.answered());

            farm.silence(20);
            assertThat(new BareLoop(farm.layout())
                            .run(Duration.ofMillis(1), Duration.ofMillis(50))
                            .answered())
                    .isZero();
        }
    }
}
