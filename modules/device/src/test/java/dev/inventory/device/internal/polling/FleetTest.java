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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the fleet takes in, without a database. */
class FleetTest {

    private final BlockingQueue<PolledDevice> arrived = new LinkedBlockingQueue<>();
    private final Fleet fleet = new Fleet();
    private boolean databaseIsAway;
    private Runnable whileReading = () -> {};
    private boolean up;
    private int others;
    private long touchedAt = 1;
    private long statusAt = 1;
    private final Set<Long> inDatabase = new TreeSet<>();
    private final Set<Long> withTypeChanged = new TreeSet<>();

    /** What happens while the name of a device is looked up, for those that have one. */
    private final Map<Long, Runnable> names = new ConcurrentHashMap<>();

    private final Map<Long, Long> parents = new ConcurrentHashMap<>();
    private final Set<Long> read = ConcurrentHashMap.newKeySet();

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
                read.addAll(ids);
                return ids.stream()
                        .map(id -> names.containsKey(id) ? unresolved(id) : found(id))
                        .toList();
            }

            @Override
            void readAll(Consumer<Row> reader) {
                inDatabase.forEach(id -> reader.accept(found(id)));
            }

            @Override
            List<Touched> changedSince(Instant since) {
                return inDatabase.stream().map(id -> touched(id)).toList();
            }

            @Override
            List<Long> withTypesChangedSince(Instant since) {
                return List.copyOf(withTypeChanged);
            }

            @Override
            void readResolved(List<Long> ids, Consumer<Row> reader) {
                for (Long id : ids) {
                    names.getOrDefault(id, () -> {}).run();
                    reader.accept(found(id));
                }
            }
        };
        fleet.others = () -> others;
        fleet.begin(arrived::add, true);
    }

    private FleetStore.Touched touched(long id) {
        return new FleetStore.Touched(id, touchedAt, statusAt);
    }

    @AfterEach
    void end() {
        fleet.end();
    }

    private FleetStore.Row unresolved(long id) {
        PolledDevice.Settings settings =
                new PolledDevice.Settings(null, FleetStore.NOT_RESOLVED, false, Duration.ofSeconds(60), place(id));
        return new FleetStore.Row(
                id, settings, true, true, false, DeviceState.UNKNOWN, null, null, 0, null, null, null, touched(id));
    }

    private PolledDevice.Place place(long id) {
        return new PolledDevice.Place(1, parents.get(id));
    }

    private FleetStore.Row found(long id) {
        PolledDevice.Settings settings =
                new PolledDevice.Settings(null, "no address", true, Duration.ofSeconds(60), place(id));
        DeviceState state = up ? DeviceState.UP : DeviceState.UNKNOWN;
        return new FleetStore.Row(
                id, settings, names.containsKey(id), false, up, state, null, null, 0, null, null, null, touched(id));
    }

    @Test
    void whatHasChangedIsReadOnceAndWhatWasStoredFromHereNotAtAll() {
        inDatabase.addAll(Set.of(1L, 2L));
        fleet.follow();
        fleet.follow();
        assertThat(read).isEmpty();

        touchedAt = 2;
        fleet.follow();
        assertThat(read).containsExactlyInAnyOrder(1L, 2L);
        read.clear();
        fleet.follow();
        assertThat(read).isEmpty();

        statusAt = 2;
        fleet.known(1).orElseThrow().statusChangedAt = 2; // as who has stored it does
        fleet.follow();
        assertThat(read).containsExactly(2L);

        withTypeChanged.add(1L);
        fleet.follow();
        assertThat(read).contains(1L);
    }

    @Test
    void whoAsksWhileAChangedDeviceIsBeingReadReadsItTooAndDoesNotTakeItAsItWas() {
        inDatabase.add(1L);
        fleet.follow();
        fleet.noteChanges(new DevicesChanged(Set.of(1L)));
        List<Boolean> seen = new ArrayList<>();
        whileReading = () -> { // the job has taken the device out of those that have changed
            up = true;
            seen.add(fleet.current(1).orElseThrow().status.up);
        };

        fleet.followOwn();

        assertThat(seen).containsExactly(true);
    }

    @Test
    void aNameIsLookedUpAgainWhenItsDeviceHasGoneDown() {
        names.put(1L, () -> {});
        inDatabase.add(1L);
        fleet.follow();
        statusAt = 2;
        fleet.known(1).orElseThrow().statusChangedAt = 2;

        fleet.follow();

        assertThat(read).containsExactly(1L);
    }

    @Test
    void aChangeElsewhereBeforeOneFromHereIsStoredIsReadOnceThatIs() {
        inDatabase.add(1L);
        fleet.follow();
        PolledDevice device = fleet.known(1).orElseThrow();
        device.statusUnwritten = true;
        statusAt = 2;
        fleet.follow();
        read.clear();

        device.statusUnwritten = false; // what was concluded here was the same already
        device.statusChangedAt = 3;
        fleet.follow();

        assertThat(read).containsExactly(1L);
        assertThat(device.statusChangedAt).isEqualTo(2);
    }

    @Test
    void aDeviceThatSomebodyAskedForIsScheduledLikeAnyOther() {
        fleet.noteChanges(new DevicesChanged(Set.of(7L)));

        assertThat(fleet.current(7)).isPresent();

        assertThat(arrived).extracting(device -> device.id).containsExactly(7L);
    }

    @Test
    void aChangeThatCouldNotBeReadIsReadTheNextTime() {
        fleet.noteChanges(new DevicesChanged(Set.of(7L)));
        databaseIsAway = true;
        assertThatThrownBy(fleet::followOwn).isInstanceOf(IllegalStateException.class);
        databaseIsAway = false;

        fleet.followOwn();

        assertThat(arrived).extracting(device -> device.id).containsExactly(7L);
    }

    @Test
    void aDeviceThatTwoReadAtOnceIsThereOnce() {
        fleet.noteChanges(new DevicesChanged(Set.of(7L)));
        whileReading = () -> fleet.current(7);

        fleet.followOwn();

        assertThat(arrived).extracting(device -> device.id).containsExactly(7L);
        assertThat(fleet.all()).hasSize(1);
    }

    @Test
    void aSlowNameHoldsUpNoOtherDevice() throws InterruptedException {
        CountDownLatch answered = new CountDownLatch(1);
        names.put(7L, () -> await(answered));
        fleet.noteChanges(new DevicesChanged(Set.of(7L, 8L)));

        fleet.followOwn();

        assertThat(arrived)
                .filteredOn(device -> device.settings.pollingEnabled())
                .extracting(device -> device.id)
                .containsExactly(8L);
        assertThat(fleet.known(7).orElseThrow().settings.pollingEnabled()).isFalse();
        arrived.clear();
        answered.countDown();
        PolledDevice resolved = arrived.poll(1, TimeUnit.MINUTES);
        assertThat(resolved).isSameAs(fleet.known(7).orElseThrow());
        assertThat(resolved.settings.pollingEnabled()).isTrue();
    }

    @Test
    void aDeviceThatIsDeletedWhileItsNameIsLookedUpDoesNotComeBack() throws InterruptedException {
        names.put(7L, () -> fleet.forget(7));
        names.put(8L, () -> {});
        fleet.noteChanges(new DevicesChanged(Set.of(7L)));
        fleet.followOwn();
        fleet.noteChanges(new DevicesChanged(Set.of(8L)));
        fleet.followOwn();

        while (!fleet.known(8).orElseThrow().settings.pollingEnabled() || fleet.awaitsName(7)) {
            Thread.onSpinWait();
        }

        assertThat(fleet.known(7)).isEmpty();
    }

    @Test
    void aServerThatDoesNotPollKnowsOnlyWhatIsAskedForAndHowItIsReached() {
        fleet.begin(arrived::add, false);
        names.put(7L, () -> {});
        parents.put(7L, 70L);
        parents.put(70L, 700L);
        fleet.noteChanges(new DevicesChanged(Set.of(7L, 8L)));
        fleet.followOwn();
        assertThat(fleet.all()).isEmpty();

        PolledDevice asked = fleet.current(7).orElseThrow();

        assertThat(asked.settings.refusal()).isEqualTo("no address");
        assertThat(fleet.parentOf(asked).flatMap(fleet::parentOf)).isEqualTo(fleet.known(700));
        assertThat(fleet.all()).hasSize(3);
        read.clear();
        fleet.noteChanges(new DevicesChanged(Set.of(8L, 70L)));
        fleet.followOwn();
        assertThat(read).containsExactly(70L);
        assertThat(fleet.awaitsName(7)).isFalse();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoAsksADeviceBesideOtherServersKnowsWhatTheyFound() {
        assertThat(fleet.asStored(7).orElseThrow().status.up).isFalse();
        up = true;
        assertThat(fleet.asStored(7).orElseThrow().status.up)
                .as("alone there is nobody else to have found anything")
                .isFalse();
        assertThat(fleet.changedElsewhere()).isEmpty();

        others = 1;

        assertThat(fleet.asStored(7).orElseThrow().status.up).isTrue();
        assertThat(fleet.changedElsewhere()).containsExactly(7L);
        assertThat(fleet.changedElsewhere()).isEmpty();
    }
}
