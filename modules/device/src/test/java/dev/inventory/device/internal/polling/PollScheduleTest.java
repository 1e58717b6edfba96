package dev.inventory.device.internal.polling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.device.DeviceState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollScheduleTest {

    private final PollSchedule schedule = new PollSchedule();

    private static PolledDevice device(long id) {
        return new PolledDevice(
                id,
                new PolledDevice.Settings(null, "no address", true, Duration.ofSeconds(60)),
                new StatusTrack(true, DeviceState.UP));
    }

    @Test
    void devicesComeWhenTheyAreDueAndInOrder() {
        PolledDevice late = device(1);
        PolledDevice early = device(2);
        schedule.put(late, 200);
        schedule.put(early, 100);

        assertThat(schedule.takeDue(99)).isNull();
        assertThat(schedule.takeDue(250)).isSameAs(early);
        assertThat(schedule.takeDue(250)).isSameAs(late);
        assertThat(schedule.takeDue(250)).isNull();
    }

    @Test
    void puttingADeviceAgainMovesIt() {
        PolledDevice device = device(1);
        schedule.put(device, 100);
        schedule.put(device, 300);

        assertThat(schedule.takeDue(200)).isNull();
        assertThat(schedule.takeDue(300)).isSameAs(device);
        assertThat(schedule.takeDue(400)).isNull();
    }

    @Test
    void whatIsGoneIsNotDue() {
        PolledDevice device = device(1);
        schedule.put(device, 100);
        device.gone = true;

        assertThat(schedule.takeDue(200)).isNull();
    }

    @Test
    void pausesGrowUpToTheLongest() {
        Duration interval = Duration.ofSeconds(60);
        Duration longest = Duration.ofMinutes(5);

        assertThat(Poller.backoff(interval, 0, longest)).isBetween(Duration.ofSeconds(54), Duration.ofSeconds(66));
        assertThat(Poller.backoff(interval, 1, longest)).isBetween(Duration.ofSeconds(108), Duration.ofSeconds(132));
        assertThat(Poller.backoff(interval, 60, longest)).isBetween(Duration.ofSeconds(270), Duration.ofSeconds(330));
        assertThat(Poller.backoff(Duration.ofHours(1), 3, longest))
                .isBetween(Duration.ofMinutes(54), Duration.ofMinutes(66));
    }
}
