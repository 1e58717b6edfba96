package dev.inventory.headlessops.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.inventory.device.DeviceCatalog;
import dev.inventory.headlessops.ErrorClass;
import dev.inventory.headlessops.OperationOptions;
import dev.inventory.headlessops.Outcome;
import dev.inventory.headlessops.Target;
import dev.inventory.headlessops.fixture.DefaultConfig;
import dev.inventory.headlessops.fixture.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OperationRunnerTest {

    private static final Claim CLAIM = new Claim(1, 0, 1, 1, 1_000_000);
    private static final Duration LEASE = Duration.ofSeconds(15);

    private final SettableClock clock = new SettableClock();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @BeforeAll
    static void configure() {
        DefaultConfig.install();
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void every_device_gets_one_result_and_no_more_are_asked_at_once_than_allowed() {
        FakeStore store = new FakeStore(2500, 40);
        FakeType type = new FakeType((target, answer) -> threads.execute(() -> answer.complete(Outcome.ok(""))));
        runner(store, type).run();
        assertThat(store.results).hasSize(2500);
        assertThat(type.asked.values()).containsOnly(1);
        assertThat(type.mostInFlight.get()).isLessThanOrEqualTo(40);
        assertThat(store.readyAt).isPresent();
        assertThat(store.batches).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(OperationRunner.BATCH_SIZE));
    }

    @Test
    void an_answer_makes_room_for_the_next_device_while_others_are_silent() throws Exception {
        FakeStore store = new FakeStore(100, 10);
        FakeType type = FakeType.holding(1);
        Thread thread = start(runner(store, type));
        await().atMost(10, TimeUnit.SECONDS).until(() -> store.results.size() == 99);
        type.answerAll();
        thread.join(10_000);
        assertThat(store.results).hasSize(100);
        assertThat(store.readyAt).isPresent();
    }

    @Test
    void devices_that_are_done_are_not_asked_again() {
        FakeStore store = new FakeStore(30, 10);
        for (long id = 1; id <= 20; id++) {
            store.results.put(id, new Result(id, Outcome.ok(""), 1, 0, clock.instant()));
        }
        FakeType type = FakeType.prompt();
        runner(store, type).run();
        assertThat(type.asked).hasSize(10).doesNotContainKey(20L);
        assertThat(store.readyAt).isPresent();
    }

    @Test
    void a_failure_of_our_own_is_a_result_of_the_device() {
        FakeStore store = new FakeStore(3, 10);
        FakeType type = new FakeType((target, answer) -> {
            if (target.deviceId() == 1) {
                throw new IllegalStateException("thrown");
            }
            answer.completeExceptionally(new IllegalStateException("completed"));
        });
        OperationOptions once = new OperationOptions(
                false, false, 120, null, null, null, new OperationOptions.Retry(0, 1), null, null, null);
        store.assignment =
                new Assignment(CLAIM, "fake", once, 0, clock.instant().plusSeconds(60), 10);
        runner(store, type).run();
        assertThat(store.results.values())
                .hasSize(3)
                .allSatisfy(result -> assertThat(result.outcome().errorClass()).contains(ErrorClass.INTERNAL_ERRORS));
    }

    @Test
    void nothing_more_is_asked_when_the_time_is_over() throws Exception {
        FakeStore store = new FakeStore(1200, 10);
        FakeType type = new FakeType((target, answer) -> {
            if (target.deviceId() <= 5) {
                answer.complete(Outcome.ok(""));
            }
        });
        Thread thread = start(runner(store, type));
        await().atMost(10, TimeUnit.SECONDS).until(() -> store.results.size() == 5);
        clock.advance(Duration.ofHours(2));
        thread.join(10_000);
        assertThat(store.readyAt).isPresent();
        assertThat(type.asked).hasSize(15);
        assertThat(store.results).hasSize(15);
        assertThat(store.results.values())
                .filteredOn(result -> result.deviceId() > 5)
                .allSatisfy(result -> {
                    assertThat(result.outcome().errorClass()).contains(ErrorClass.CONNECTION_TIMEOUTS);
                    assertThat(result.outcome().message()).contains("before the device had answered");
                    assertThat(result.attempts()).isEqualTo(1);
                });
    }

    @Test
    void a_share_asks_more_at_once_when_it_may() throws Exception {
        FakeStore store = new FakeStore(50, 4);
        FakeType type = FakeType.holding(50);
        OperationRunner runner = runner(store, type);
        Thread thread = start(runner);
        await().atMost(10, TimeUnit.SECONDS).until(() -> type.held() == 4);
        runner.widen(10);
        await().atMost(10, TimeUnit.SECONDS).until(() -> type.held() == 10);
        runner.stop();
        thread.join(10_000);
        assertThat(type.asked).hasSize(10);
    }

    @Test
    void a_stop_writes_what_has_come_and_gives_the_operation_back() throws Exception {
        FakeStore store = new FakeStore(50, 10);
        FakeType type = new FakeType((target, answer) -> {
            if (target.deviceId() <= 20) {
                answer.complete(Outcome.ok(""));
            }
        });
        OperationRunner runner = runner(store, type);
        Thread thread = start(runner);
        await().atMost(10, TimeUnit.SECONDS).until(() -> type.asked.size() == 30);
        runner.stop();
        assertThat(runner.awaitEnd(Duration.ofSeconds(10))).isTrue();
        thread.join(10_000);
        assertThat(store.results).hasSize(20);
        assertThat(store.readyAt).contains(clock.instant());
    }

    @Test
    void a_lost_lease_ends_the_work_at_once() throws Exception {
        FakeStore store = new FakeStore(50, 10);
        FakeType type = new FakeType((target, answer) -> {});
        OperationRunner runner = runner(store, type);
        Thread thread = start(runner);
        await().atMost(10, TimeUnit.SECONDS).until(() -> type.asked.size() == 10);
        runner.loseLease();
        thread.join(10_000);
        assertThat(store.results).isEmpty();
        assertThat(store.readyAt).isEmpty();
    }

    @Test
    void no_device_is_asked_after_the_lease_ran_out_until_a_write_has_shown_that_it_still_holds() throws Exception {
        FakeStore store = new FakeStore(20, 10);
        FakeType type = FakeType.holding(20);
        store.watched = type.asked::size;
        OperationRunner runner = runner(store, type);
        Thread thread = start(runner);
        await().atMost(10, TimeUnit.SECONDS).until(() -> type.held() == 10);
        clock.advance(Duration.ofSeconds(60));
        type.answerAll();
        await().atMost(10, TimeUnit.SECONDS).until(() -> store.results.size() == 10);
        await().atMost(10, TimeUnit.SECONDS).until(() -> type.held() == 10);
        assertThat(store.seen).containsOnly(10);
        type.answerAll();
        thread.join(10_000);
        assertThat(store.results).hasSize(20);
    }

    @Test
    void a_write_that_fails_is_tried_again() {
        FakeStore store = new FakeStore(5, 10);
        store.failures = 2;
        runner(store, FakeType.prompt()).run();
        assertThat(store.results).hasSize(5);
        assertThat(store.readyAt).isPresent();
    }

    @Test
    void answers_may_be_there_at_once() {
        FakeStore store = new FakeStore(1500, 1);
        FakeType type = FakeType.prompt();
        runner(store, type).run();
        assertThat(store.results).hasSize(1500);
        assertThat(type.mostInFlight.get()).isEqualTo(1);
    }

    @Test
    void a_share_that_is_drained_waits_for_those_that_were_asked() throws Exception {
        FakeStore store = new FakeStore(50, 10);
        FakeType type = FakeType.holding(50);
        OperationRunner runner = runner(store, type);
        Thread thread = start(runner);
        await().atMost(10, TimeUnit.SECONDS).until(() -> type.held() == 10);
        runner.drain();
        assertThat(store.readyAt).isEmpty();
        type.answerAll();
        thread.join(10_000);
        assertThat(store.results).hasSize(10);
        assertThat(type.asked).hasSize(10);
        assertThat(store.readyAt).contains(clock.instant());
    }

    @Test
    void what_may_pass_is_put_off_and_the_share_given_back_until_then() {
        FakeStore store = new FakeStore(5, 10);
        FakeType type = new FakeType((target, answer) -> answer.complete(
                target.deviceId() == 3 ? Outcome.failed(ErrorClass.CONNECTION_TIMEOUTS, "no answer") : Outcome.ok("")));
        runner(store, type).run();
        assertThat(store.results).hasSize(4).doesNotContainKey(3L);
        assertThat(store.retried).containsExactly(3L);
        assertThat(store.readyAt).contains(clock.instant().plusSeconds(2));
    }

    @Test
    void a_device_that_has_gone_is_skipped_and_not_asked() {
        FakeStore store = new FakeStore(5, 10);
        store.gone = 4;
        FakeType type = FakeType.prompt();
        runner(store, type).run();
        assertThat(type.asked).doesNotContainKey(4L);
        assertThat(store.results.get(4L).outcome().kind()).isEqualTo(Outcome.Kind.SKIPPED);
    }

    @Test
    void no_more_devices_of_an_organization_are_asked_than_its_bound_allows() {
        FakeStore store = new FakeStore(200, 50);
        FakeType type = new FakeType((target, answer) -> threads.execute(() -> answer.complete(Outcome.ok(""))));
        OrganizationBounds bounds = new OrganizationBounds();
        bounds.settings = new OperationSettings() {
            @Override
            public int organizationParallel() {
                return 3;
            }
        };
        runner(store, type, bounds).run();
        assertThat(store.results).hasSize(200);
        assertThat(type.mostInFlight.get()).isLessThanOrEqualTo(3);
    }

    private OperationRunner runner(FakeStore store, FakeType type) {
        OrganizationBounds bounds = new OrganizationBounds();
        bounds.settings = new OperationSettings();
        return runner(store, type, bounds);
    }

    private OperationRunner runner(FakeStore store, FakeType type, OrganizationBounds bounds) {
        return new OperationRunner(store.assignment, LEASE, store.shares(), store, type.types(), bounds, clock);
    }

    private static Thread start(OperationRunner runner) {
        Thread thread = new Thread(runner::run, "runner");
        thread.start();
        return thread;
    }

    /** The tables, in memory. */
    private final class FakeStore extends OperationResults {

        private final int count;
        private Assignment assignment;
        private final java.util.Map<Long, Result> results = java.util.Collections.synchronizedMap(new TreeMap<>());
        private final List<Long> retried = new ArrayList<>();
        private final List<Integer> batches = new ArrayList<>();
        private volatile Optional<Instant> readyAt = Optional.empty();
        private final List<Integer> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
        private java.util.function.IntSupplier watched = () -> 10;
        private long gone;
        private int failures;

        FakeStore(int count, int window) {
            this.count = count;
            Instant deadline = OperationRunnerTest.this.clock.instant().plus(Duration.ofHours(2));
            this.assignment = new Assignment(CLAIM, "fake", OperationOptions.DEFAULT, 0, deadline, window);
        }

        OperationShares shares() {
            return new OperationShares() {
                @Override
                public int occupy(Claim claim, Instant leaseUntil) {
                    return count;
                }

                @Override
                public List<PendingDevice> pending(Claim claim, long afterDevice, int max) {
                    List<PendingDevice> page = new ArrayList<>();
                    for (long id = afterDevice + 1; id <= count && page.size() < max; id++) {
                        if (!results.containsKey(id)) {
                            page.add(device(id));
                        }
                    }
                    return page;
                }

                @Override
                public void release(Claim claim, Instant at) {
                    readyAt = Optional.of(at);
                }
            };
        }

        private PendingDevice device(long id) {
            DeviceCatalog.Entry entry =
                    new DeviceCatalog.Entry(id, "device", "SN-" + id, "", Optional.empty(), "2c", Optional.empty());
            return new PendingDevice(
                    id,
                    "device-" + id,
                    id == gone ? Optional.empty() : Optional.of(new Target(id, "SN-" + id, entry)),
                    101,
                    0,
                    Instant.EPOCH,
                    true);
        }

        @Override
        public void record(
                Claim claim, Collection<Result> batch, Collection<Retry> retries, Instant until, boolean firmware) {
            if (failures-- > 0) {
                throw new IllegalStateException("deadlock");
            }
            batches.add(batch.size());
            seen.add(watched.getAsInt());
            batch.forEach(result -> results.putIfAbsent(result.deviceId(), result));
            retries.forEach(retry -> retried.add(retry.deviceId()));
        }
    }
}
