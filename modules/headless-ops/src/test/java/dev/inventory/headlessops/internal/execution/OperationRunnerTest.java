package dev.inventory.headlessops.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.Test;

class OperationRunnerTest {

    private static final Claim CLAIM = new Claim(1, 1);

    private final SettableClock clock = new SettableClock();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

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
        assertThat(store.finished).contains(false);
        assertThat(store.batches).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(500));
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
        assertThat(store.finished).contains(false);
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
        assertThat(store.finished).contains(false);
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
        runner(store, type).run();
        assertThat(store.results.values())
                .hasSize(3)
                .allSatisfy(result -> assertThat(result.outcome().errorClass()).contains(ErrorClass.INTERNAL_ERRORS));
    }

    @Test
    void the_rest_is_not_processed_when_the_time_is_over() throws Exception {
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
        assertThat(store.finished).contains(true);
        assertThat(store.results).hasSize(1200);
        assertThat(store.results.values().stream()
                        .filter(result -> result.outcome().kind() == Outcome.Kind.NOT_PROCESSED))
                .hasSize(1195);
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
        assertThat(store.released).isTrue();
        assertThat(store.finished).isEmpty();
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
        assertThat(store.released).isFalse();
        assertThat(store.finished).isEmpty();
    }

    @Test
    void no_device_is_asked_after_the_lease_ran_out_until_it_is_renewed() throws Exception {
        FakeStore store = new FakeStore(20, 10);
        FakeType type = FakeType.holding(20);
        OperationRunner runner = runner(store, type);
        Thread thread = start(runner);
        await().atMost(10, TimeUnit.SECONDS).until(() -> type.held() == 10);
        clock.advance(Duration.ofSeconds(60));
        type.answerAll();
        await().atMost(10, TimeUnit.SECONDS).until(() -> store.results.size() == 10);
        assertThat(type.asked).hasSize(10);
        runner.leasedUntil(clock.instant().plusSeconds(15));
        await().atMost(10, TimeUnit.SECONDS).until(() -> type.held() == 10);
        type.answerAll();
        thread.join(10_000);
        assertThat(store.finished).contains(false);
    }

    @Test
    void a_write_that_fails_is_tried_again() {
        FakeStore store = new FakeStore(5, 10);
        store.failures = 2;
        runner(store, FakeType.prompt()).run();
        assertThat(store.results).hasSize(5);
        assertThat(store.finished).contains(false);
    }

    @Test
    void answers_may_be_there_at_once() {
        FakeStore store = new FakeStore(1500, 1);
        FakeType type = FakeType.prompt();
        runner(store, type).run();
        assertThat(store.results).hasSize(1500);
        assertThat(type.mostInFlight.get()).isEqualTo(1);
    }

    private OperationRunner runner(FakeStore store, FakeType type) {
        return new OperationRunner(CLAIM, clock.instant().plusSeconds(15), store, type.types(), clock);
    }

    private static Thread start(OperationRunner runner) {
        Thread thread = new Thread(runner::run, "runner");
        thread.start();
        return thread;
    }

    /** The tables, in memory. */
    private final class FakeStore extends OperationStore {

        private final int count;
        private final Assignment assignment;
        private final java.util.Map<Long, Result> results = java.util.Collections.synchronizedMap(new TreeMap<>());
        private final List<Integer> batches = new ArrayList<>();
        private volatile Optional<Boolean> finished = Optional.empty();
        private volatile boolean released;
        private int failures;

        FakeStore(int count, int parallel) {
            this.count = count;
            Instant deadline = OperationRunnerTest.this.clock.instant().plus(Duration.ofHours(2));
            this.assignment = new Assignment("fake", new OperationOptions(false, false, 120, parallel), deadline);
        }

        @Override
        public Assignment begin(Claim claim) {
            return assignment;
        }

        @Override
        public List<Target> pending(Claim claim, long afterDeviceId, int max) {
            List<Target> page = new ArrayList<>();
            for (long id = afterDeviceId + 1; id <= count && page.size() < max; id++) {
                if (!results.containsKey(id)) {
                    page.add(new Target(id, "SN-" + id));
                }
            }
            return page;
        }

        @Override
        public void record(Claim claim, Collection<Result> batch, boolean updateFirmware) {
            if (failures-- > 0) {
                throw new IllegalStateException("deadlock");
            }
            batches.add(batch.size());
            batch.forEach(result -> results.putIfAbsent(result.deviceId(), result));
        }

        @Override
        public void finish(Claim claim, boolean timedOut) {
            finished = Optional.of(timedOut);
        }

        @Override
        public void release(Claim claim) {
            released = true;
        }
    }
}
