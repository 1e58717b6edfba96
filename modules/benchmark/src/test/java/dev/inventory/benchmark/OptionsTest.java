package dev.inventory.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void withoutOptionsItIsTheFullMeasurement() throws BadOption {
        Options options = Options.parse();
        assertThat(options.devices()).isEqualTo(2000);
        assertThat(options.interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.brief()).isFalse();
        assertThat(options.jar()).isEmpty();
    }

    @Test
    void theShortFormMayBeChangedToo() throws BadOption {
        Options options = Options.parse("--devices", "50", "--short", "--postgresql", "--jar", "x.jar");
        assertThat(options.brief()).isTrue();
        assertThat(options.devices()).isEqualTo(50);
        assertThat(options.interval()).isEqualTo(Options.SHORTEST_INTERVAL);
        assertThat(options.postgresql()).isTrue();
        assertThat(options.jar()).hasValue(Path.of("x.jar"));
    }

    @Test
    void optionsForTheServerAddUp() throws BadOption {
        assertThat(Options.parse("--server-option", "-Xmx512m", "--server-option", "-XX:+UseSerialGC")
                        .serverOptions())
                .containsExactly("-Xmx512m", "-XX:+UseSerialGC");
    }

    @Test
    void theFirstWordMayNameTheBenchmark() throws BadOption {
        assertThat(Options.parse("--short").what()).isEqualTo(Options.Subject.POLLING);
        assertThat(Options.parse("polling").what()).isEqualTo(Options.Subject.POLLING);
        Options options = Options.parse("authentication", "--short");
        assertThat(options.what()).isEqualTo(Options.Subject.AUTHENTICATION);
        assertThat(options.brief()).isTrue();
        assertThat(Options.parse("operations", "--devices", "10000").what()).isEqualTo(Options.Subject.OPERATIONS);
    }

    @Test
    void boxesAreManyUnlessItIsToBeShort() throws BadOption {
        assertThat(Options.parse("boxes").what()).isEqualTo(Options.Subject.BOXES);
        assertThat(Options.parse("boxes").boxes()).isEqualTo(100_000);
        assertThat(Options.parse("boxes", "--short").boxes()).isEqualTo(5_000);
        assertThatThrownBy(() -> Options.parse("boxes", "--boxes", "10")).hasMessageContaining("from 1000 to");
    }

    @Test
    void rowsAreAMillionUnlessItIsToBeShort() throws BadOption {
        assertThat(Options.parse("connections").what()).isEqualTo(Options.Subject.CONNECTIONS);
        assertThat(Options.parse("connections").rows()).isEqualTo(1_000_000);
        assertThat(Options.parse("connections", "--short").rows()).isEqualTo(20_000);
        assertThat(Options.parse("connections", "--rows", "100000").rows()).isEqualTo(100_000);
    }

    @Test
    void growthGoesUpToAMillionUnlessItIsToBeShort() throws BadOption {
        Options options = Options.parse("growth", "--postgresql", "--connections", "4");
        assertThat(options.what()).isEqualTo(Options.Subject.GROWTH);
        assertThat(options.devices()).isEqualTo(1_000_000);
        assertThat(options.measured()).isEqualTo(Duration.ofSeconds(90));
        assertThat(options.compared()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.withDevices(1_000))
                .isEqualTo(Options.parse("growth", "--postgresql", "--connections", "4", "--devices", "1000"));
        assertThat(Options.parse("growth", "--short").devices()).isEqualTo(4_000);
    }

    @Test
    void whatCannotBeIsSaid() {
        assertThatThrownBy(() -> Options.parse("flying")).hasMessage("no benchmark: flying");
        assertThatThrownBy(() -> Options.parse("--fast")).hasMessage("not an option: --fast");
        assertThatThrownBy(() -> Options.parse("--devices")).hasMessage("--devices needs a value");
        assertThatThrownBy(() -> Options.parse("--devices", "0"))
                .hasMessage("--devices takes a number from 1 to 1000000");
        assertThatThrownBy(() -> Options.parse("--interval", "4")).hasMessageContaining("from 5 to");
        assertThatThrownBy(() -> Options.parse("--seconds", "-1")).isInstanceOf(BadOption.class);
    }
}
