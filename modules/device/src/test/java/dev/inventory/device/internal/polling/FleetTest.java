package dev.inventory.device.internal.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventory.device.DeviceState;
import dev.inventory.device.DevicesChanged;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the fleet takes in, without a database. */
class FleetTest {

    private final List<Long> arrived = new ArrayList<>();
    private final Fleet fleet = new Fleet();
    private boolean databaseIsAway;
    private Runnable whileReading = () -> {};

    @BeforeEach
    void wire() {
        fleet.clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
        fleet.store = new FleetStore() {
            @Override
            List<Row> read(List<Long> ids) {
                if (databaseIsAway) {
                    throw new IllegalStateException("no database");
                }
                Runnable once = whileReading;
                whileReading = () -> {};
                once.run();
                return ids.stream().map(FleetTest::row).toList();
            }
        };
        fleet.begin(device -> arrived.add(device.id));
    }

    private static FleetStore.Row row(long id) {
        PolledDevice.Settings settings = new PolledDevice.Settings(null, "no address", true, Duration.ofSeconds(60));
        return new FleetStore.Row(id, settings, false, DeviceState.UNKNOWN, null, null, 0, null, null, null);
    }

    @Test
    void aDeviceThatSomebodyAskedForIsScheduledLikeAnyOther() {
        fleet.noteChanges(new DevicesChanged(Set.of(7L)));

        assertThat(fleet.current(7)).isPresent();

        assertThat(arrived).containsExactly(7L);
    }

    @Test
    void aChangeThatCouldNotBeReadIsReadTheNextTime() {
        fleet.noteChanges(new DevicesChanged(Set.of(7L)));
        databaseIsAway = true;
        assertThatThrownBy(fleet::followOwn).isInstanceOf(IllegalStateException.class);
        databaseIsAway = false;

        fleet.followOwn();

        assertThat(arrived).containsExactly(7L);
    }

    @Test
    void aDeviceThatTwoReadAtOnceIsThereOnce() {
        fleet.noteChanges(new DevicesChanged(Set.of(7L)));
        whileReading = () -> fleet.current(7);

        fleet.followOwn();

        assertThat(arrived).containsExactly(7L);
        assertThat(fleet.all()).hasSize(1);
    }
}
