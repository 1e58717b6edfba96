package dev.inventory.device.internal.polling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.device.DeviceState;
import dev.inventory.device.internal.maintenance.MaintenanceCalendar;
import dev.inventory.device.internal.polling.PollResults.Outcome;
import dev.inventory.device.internal.snmp.SnmpReply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A router (1), a switch behind it (2) and a server behind that (3), without a network and without a database. */
class ConclusionsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<Long, Instant> due = new LinkedHashMap<>();
    private final List<PollBatch.StatusChange> changes = new ArrayList<>();
    private final Fleet fleet = new Fleet();
    private final Conclusions conclusions = new Conclusions();
    private Instant now = START;

    @BeforeEach
    void wire() {
        fleet.clock = Clock.fixed(START, ZoneOffset.UTC);
        fleet.store = new FleetStore() {
            @Override
            List<Row> read(List<Long> ids) {
                return ids.stream().map(ConclusionsTest::row).toList();
            }
        };
        conclusions.fleet = fleet;
        conclusions.identities = new IdentityReads();
        conclusions.calendar = new MaintenanceCalendar();
        conclusions.begin(
                new StatusMachine.Rules(2, 2, 6, Duration.ofMinutes(30)),
                Duration.ofMinutes(5),
                (device, when) -> due.put(device.id, when));
        conclusions.countFrom(Map.of());
        for (long id = 1; id <= 3; id++) {
            answers(id);
        }
        changes.clear();
    }

    private static FleetStore.Row row(long id) {
        @Nullable Long parent = id == 1 ? null : Long.valueOf(id - 1);
        PolledDevice.Settings settings =
                new PolledDevice.Settings(null, "", true, Duration.ofSeconds(60), new PolledDevice.Place(1, parent));
        return new FleetStore.Row(
                id,
                settings,
                false,
                false,
                true,
                DeviceState.UP,
                null,
                null,
                0,
                null,
                null,
                null,
                new FleetStore.Touched(id, 0, 0));
    }

    private PolledDevice device(long id) {
        return fleet.current(id).orElseThrow();
    }

    private void answers(long id) {
        comes(id, new SnmpReply.Answer(List.of()));
    }

    private void fails(long id) {
        comes(id, new SnmpReply.Timeout());
    }

    private void comes(long id, SnmpReply reply) {
        now = now.plusSeconds(2);
        PollBatch batch = new PollBatch();
        conclusions.draw(new Outcome(device(id), reply, Outcome.Kind.POLL, now), batch);
        changes.addAll(batch.statuses());
    }

    private List<String> told() {
        return changes.stream()
                .map(change -> change.deviceId() + " " + change.state().word())
                .toList();
    }

    @Test
    void aChildThatIsAskedFirstHasItsParentAskedBeforeAnythingIsSaid() {
        due.clear();
        fails(3);
        fails(3);

        assertThat(changes).isEmpty();
        assertThat(due.get(2L)).isEqualTo(now);

        answers(2);
        fails(3);
        assertThat(told()).containsExactly("3 down");
        assertThat(changes.get(0).reason()).isEqualTo("No answer over SNMP to 2 polls in a row");
    }

    @Test
    void whenAllBreaksTheOneInFrontIsDownAndTheOthersAreUnreachable() {
        fails(3);
        fails(2);
        fails(3);
        fails(2);
        fails(1);
        assertThat(changes).isEmpty();

        fails(1);

        assertThat(told()).containsExactly("1 down", "2 unreachable", "3 unreachable");
        assertThat(changes.get(1).up()).isFalse();
        assertThat(changes.get(2).reason()).isEqualTo("Its parent, device 2, is not reached either");
    }

    @Test
    void whoIsAskedAfterItsParentIsUnreachableAtOnce() {
        fails(1);
        fails(1);
        fails(2);
        fails(2);

        assertThat(told()).containsExactly("1 down", "2 unreachable");
    }

    @Test
    void whenTheParentReturnsItsChildrenAreAskedAtOnce() {
        whenAllBreaksTheOneInFrontIsDownAndTheOthersAreUnreachable();
        changes.clear();
        due.clear();

        answers(1);

        assertThat(told()).containsExactly("1 up");
        assertThat(due.get(2L)).isEqualTo(now);
        answers(2);
        assertThat(due.get(3L)).isEqualTo(now);
        fails(3);
        fails(3);
        assertThat(told()).containsExactly("1 up", "2 up");
        answers(2);
        fails(3);
        assertThat(told()).containsExactly("1 up", "2 up", "3 down");
    }

    @Test
    void aParentThatNoTimerPollsIsAsItsRecordSays() {
        PolledDevice parent = device(2);
        parent.settings = new PolledDevice.Settings(null, "", false, Duration.ofSeconds(60), parent.settings.place());
        fails(3);
        fails(3);
        assertThat(told()).containsExactly("3 down");

        parent.status.adopt(false, DeviceState.DOWN);
        fails(3);
        assertThat(told()).containsExactly("3 down", "3 unreachable");
    }

    @Test
    void theChangesOfBeforeTheStartCount() {
        conclusions.countFrom(Map.of(1L, List.of(START, START, START, START)));
        fails(1);
        fails(1);
        answers(1);

        assertThat(told()).containsExactly("1 down", "1 flapping");
        assertThat(changes.get(1).reason()).isEqualTo("Answered over SNMP; flapping: 6 changes within 30 minutes");
    }

    @Test
    void theChangesThatAnotherServerFoundCountAsWell() {
        fails(1);
        fails(1);
        Instant down = now;
        conclusions.recount(Map.of(1L, List.of(START, START, START, START, down)));
        answers(1);

        assertThat(told()).containsExactly("1 down", "1 flapping");
    }
}
