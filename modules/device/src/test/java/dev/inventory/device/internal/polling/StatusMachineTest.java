package dev.inventory.device.internal.polling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.device.DeviceState;
import dev.inventory.device.internal.polling.StatusMachine.Circumstances;
import dev.inventory.device.internal.polling.StatusMachine.Decision;
import dev.inventory.device.internal.polling.StatusMachine.Failure;
import dev.inventory.device.internal.polling.StatusMachine.Flaps;
import dev.inventory.device.internal.polling.StatusMachine.Next;
import dev.inventory.device.internal.polling.StatusMachine.Parent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Signs in, decisions out; the time is what the test says. */
class StatusMachineTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private StatusMachine machine = new StatusMachine(new StatusMachine.Rules(2, 2, 4, Duration.ofMinutes(10)));
    private StatusTrack device = new StatusTrack(true, DeviceState.UP);
    private Parent parent = Parent.REACHED;
    private Circumstances circumstances = Circumstances.COUNTING;

    private Decision alive() {
        now = now.plusSeconds(10);
        return machine.alive(device, circumstances, now);
    }

    private Decision silent() {
        now = now.plusSeconds(10);
        return silentAt(now, false);
    }

    private Decision checkedAndSilent() {
        now = now.plusSeconds(10);
        return silentAt(now, true);
    }

    private Decision silentAt(Instant begun, boolean check) {
        return machine.silent(
                device, new Failure(check, begun, begun.plusSeconds(3), Duration.ofSeconds(2)), parent, circumstances);
    }

    /** Down and up again. */
    private void outage() {
        silent();
        silent();
        alive();
    }

    private static void assertNoChange(Decision decision, Next next) {
        assertThat(decision.change()).isNull();
        assertThat(decision.next()).isEqualTo(next);
    }

    private static void assertChange(Decision decision, boolean up, DeviceState state) {
        assertThat(decision.change()).isNotNull();
        assertThat(decision.change().up()).isEqualTo(up);
        assertThat(decision.change().state()).isEqualTo(state);
    }

    @Test
    void theSecondFailureInARowMakesItDown() {
        assertNoChange(silent(), Next.SECOND_LOOK);
        assertChange(silent(), false, DeviceState.DOWN);
        assertNoChange(silent(), Next.BACKING_OFF);
        assertChange(alive(), true, DeviceState.UP);
        assertNoChange(alive(), Next.REGULAR);
    }

    @Test
    void whatFailsAgainInTheSameMomentHasFailedOnce() {
        assertNoChange(silentAt(now, true), Next.SECOND_LOOK);
        assertNoChange(silentAt(now.plusMillis(10), true), Next.SECOND_LOOK);
        assertNoChange(silentAt(now.plusMillis(1999), false), Next.SECOND_LOOK);
        // it was asked before the others, and given up after them
        assertNoChange(silentAt(now.minusSeconds(5), false), Next.SECOND_LOOK);
        assertChange(silentAt(now.plusSeconds(2), false), false, DeviceState.DOWN);
    }

    @Test
    void anAnswerEndsTheMoment() {
        silentAt(now, true);
        machine.alive(device, circumstances, now);
        assertNoChange(silentAt(now.plusMillis(500), true), Next.SECOND_LOOK);
        assertChange(silentAt(now.plusMillis(2500), true), false, DeviceState.DOWN);
    }

    @Test
    void aCheckOnRequestCountsAsOnePoll() {
        machine = new StatusMachine(new StatusMachine.Rules(3, 3, 4, Duration.ofMinutes(10)));

        assertNoChange(checkedAndSilent(), Next.SECOND_LOOK);
        assertNoChange(checkedAndSilent(), Next.SECOND_LOOK);
        assertChange(checkedAndSilent(), false, DeviceState.DOWN);
    }

    @Test
    void aCheckOnRequestWaitsForNoParent() {
        parent = Parent.UNSETTLED;
        silent();
        assertChange(checkedAndSilent(), false, DeviceState.DOWN);
    }

    @Test
    void threeOfTheLastFivePolls() {
        machine = new StatusMachine(new StatusMachine.Rules(3, 5, 4, Duration.ofMinutes(10)));

        assertNoChange(silent(), Next.SECOND_LOOK);
        assertNoChange(alive(), Next.REGULAR);
        assertNoChange(silent(), Next.SECOND_LOOK);
        assertNoChange(alive(), Next.REGULAR);
        assertChange(silent(), false, DeviceState.DOWN);
        // it begins anew: what was before it came up does not count
        assertChange(alive(), true, DeviceState.UP);
        assertNoChange(silent(), Next.SECOND_LOOK);
        assertNoChange(silent(), Next.SECOND_LOOK);
    }

    @Test
    void whatIsLongerAgoThanThoseFivePollsIsForgotten() {
        machine = new StatusMachine(new StatusMachine.Rules(3, 5, 4, Duration.ofMinutes(10)));
        silent();
        silent();
        alive();
        alive();
        alive();

        assertNoChange(silent(), Next.SECOND_LOOK);
        assertNoChange(silent(), Next.SECOND_LOOK);
        assertChange(silent(), false, DeviceState.DOWN);
    }

    @Test
    void theFirstJudgementOfANewDevice() {
        device = new StatusTrack(false, DeviceState.UNKNOWN);
        assertNoChange(silent(), Next.SECOND_LOOK);
        assertChange(silent(), false, DeviceState.DOWN);
        assertNoChange(silent(), Next.BACKING_OFF);

        device = new StatusTrack(false, DeviceState.UNKNOWN);
        assertChange(alive(), true, DeviceState.UP);
    }

    @Test
    void aChildOfALostParentIsUnreachable() {
        parent = Parent.LOST;
        silent();
        assertChange(silent(), false, DeviceState.UNREACHABLE);
        assertNoChange(silent(), Next.BACKING_OFF);
        assertChange(alive(), true, DeviceState.UP);
    }

    @Test
    void aChildThatFailsFirstWaitsForItsParent() {
        parent = Parent.UNSETTLED;
        silent();
        assertNoChange(silent(), Next.PARENT_FIRST);
        assertNoChange(silent(), Next.PARENT_FIRST);
        assertThat(device.up).isTrue();

        assertThat(machine.parentLost(device, circumstances))
                .isEqualTo(new StatusMachine.Change(false, DeviceState.UNREACHABLE, Flaps.NO));
    }

    @Test
    void aChildWhoseParentAnswersMeanwhileIsDown() {
        parent = Parent.UNSETTLED;
        silent();
        silent();
        parent = Parent.REACHED;
        assertChange(silent(), false, DeviceState.DOWN);
    }

    @Test
    void aConclusionDoesNotWaitForEver() {
        parent = Parent.UNSETTLED;
        int looks = 0;
        while (silent().change() == null) {
            looks++;
            assertThat(looks).isLessThan(100);
        }
        assertThat(device.state).isEqualTo(DeviceState.DOWN);
    }

    @Test
    void whatWasConcludedTooSoonIsMended() {
        checkedAndSilent();
        checkedAndSilent();
        assertThat(device.state).isEqualTo(DeviceState.DOWN);

        assertThat(machine.parentLost(device, circumstances))
                .isEqualTo(new StatusMachine.Change(false, DeviceState.UNREACHABLE, Flaps.NO));
        assertThat(machine.parentLost(device, circumstances)).isNull();
    }

    @Test
    void aDeviceThatAnswersIsNotLostWithItsParent() {
        alive();
        assertThat(machine.parentLost(device, circumstances)).isNull();
        silent();
        assertThat(machine.parentLost(device, circumstances)).isNull();
    }

    @Test
    void afterItsParentsReturnAChildHasTimeToAnswer() {
        parent = Parent.LOST;
        silent();
        silent();
        machine.parentReturned(device);
        parent = Parent.REACHED;

        assertNoChange(silent(), Next.SECOND_LOOK);
        assertThat(device.state).isEqualTo(DeviceState.UNREACHABLE);
        assertChange(silent(), false, DeviceState.DOWN);
    }

    @Test
    void theStateOfADeadDeviceFollowsItsParent() {
        silent();
        silent();
        parent = Parent.LOST;
        assertChange(silent(), false, DeviceState.UNREACHABLE);
    }

    @Test
    void tooManyChangesAreFlapping() {
        outage();
        silent();
        assertThat(silent().change()).isEqualTo(new StatusMachine.Change(false, DeviceState.DOWN, Flaps.NO));

        assertThat(alive().change()).isEqualTo(new StatusMachine.Change(true, DeviceState.FLAPPING, Flaps.BEGIN));

        // its changes are still told, and named
        silent();
        assertThat(silent().change()).isEqualTo(new StatusMachine.Change(false, DeviceState.FLAPPING, Flaps.GO_ON));
        assertThat(alive().change()).isEqualTo(new StatusMachine.Change(true, DeviceState.FLAPPING, Flaps.GO_ON));
    }

    @Test
    void flappingEndsWhenFewerThanHalfAsManyChangesAreLeft() {
        outage();
        outage();
        assertThat(device.state).isEqualTo(DeviceState.FLAPPING);
        Instant last = now;

        now = last.plus(Duration.ofMinutes(9));
        assertNoChange(alive(), Next.REGULAR);
        now = last.plus(Duration.ofMinutes(10));
        assertThat(alive().change()).isEqualTo(new StatusMachine.Change(true, DeviceState.UP, Flaps.END));
        assertNoChange(alive(), Next.REGULAR);
    }

    @Test
    void aDeviceThatFlappedAndStaysDownIsDownInTheEnd() {
        outage();
        outage();
        silent();
        silent();
        assertThat(device.state).isEqualTo(DeviceState.FLAPPING);

        now = now.plus(Duration.ofMinutes(11));

        assertThat(silent().change()).isEqualTo(new StatusMachine.Change(false, DeviceState.DOWN, Flaps.END));
    }

    @Test
    void whatTheParentDoesToADeviceIsNoFlappingOfItsOwn() {
        parent = Parent.LOST;
        for (int i = 0; i < 10; i++) {
            outage();
        }
        assertThat(device.state).isEqualTo(DeviceState.UP);
    }

    @Test
    void slowChangesAreNoFlapping() {
        for (int i = 0; i < 10; i++) {
            outage();
            now = now.plus(Duration.ofMinutes(10));
        }
        assertThat(device.state).isEqualTo(DeviceState.UP);
    }

    @Test
    void aRestartForgetsNoChanges() {
        machine.recall(device, List.of(now.minusSeconds(60), now.minusSeconds(50)));
        silent();
        silent();
        assertThat(alive().change()).isEqualTo(new StatusMachine.Change(true, DeviceState.FLAPPING, Flaps.BEGIN));

        StatusTrack restarted = new StatusTrack(true, DeviceState.FLAPPING);
        machine.recall(restarted, List.of(now.minusSeconds(60), now.minusSeconds(50)));
        device = restarted;
        assertNoChange(alive(), Next.REGULAR);
    }

    @Test
    void aServerThatPollsAgainDoesNotCountItsChangesTwice() {
        silent();
        silent();
        Instant down = now;
        alive();
        Instant up = now;

        machine.recall(device, List.of(down, up));
        silent();
        assertChange(silent(), false, DeviceState.DOWN);
        assertThat(alive().change()).isEqualTo(new StatusMachine.Change(true, DeviceState.FLAPPING, Flaps.BEGIN));
    }

    @Test
    void aServerThatDoesNotPollNeitherBeginsNorEndsFlapping() {
        circumstances = Circumstances.NONE;
        for (int i = 0; i < 10; i++) {
            outage();
        }
        assertThat(device.state).isEqualTo(DeviceState.UP);

        device = new StatusTrack(true, DeviceState.FLAPPING);
        assertNoChange(alive(), Next.REGULAR);
    }

    @Test
    void inMaintenanceNothingIsConcluded() {
        circumstances = Circumstances.MAINTENANCE;
        assertNoChange(silent(), Next.SECOND_LOOK);
        assertNoChange(silent(), Next.REGULAR);
        assertNoChange(checkedAndSilent(), Next.REGULAR);
        assertThat(machine.isLost(device)).isTrue(); // for its children it is
        assertThat(machine.parentLost(device, circumstances)).isNull();

        circumstances = Circumstances.COUNTING;
        assertChange(silent(), false, DeviceState.DOWN);

        circumstances = Circumstances.MAINTENANCE;
        assertNoChange(alive(), Next.REGULAR);
        circumstances = Circumstances.COUNTING;
        assertChange(alive(), true, DeviceState.UP);
    }
}
