package dev.inventory.headlessops.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.inventory.device.ObservedIdentity;
import dev.inventory.headlessops.ErrorClass;
import dev.inventory.headlessops.OperationOptions;
import dev.inventory.headlessops.Outcome;
import dev.inventory.headlessops.fixture.DatabaseKind;
import dev.inventory.headlessops.fixture.DefaultConfig;
import dev.inventory.headlessops.fixture.FakeInventory;
import dev.inventory.headlessops.fixture.FakeOrganizations;
import dev.inventory.headlessops.fixture.SettableClock;
import dev.inventory.headlessops.fixture.TestDatabase;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.persistence.SqlInstant;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
@SuppressWarnings("UnnecessaryAssignment") // there is no container here to inject
class EngineTest {

    private static final Duration LEASE = Engine.LEASE;
    private static final OperationOptions PLAIN = OperationOptions.DEFAULT;

    @Parameter
    DatabaseKind kind;

    private final SettableClock clock = new SettableClock();
    private final FakeInventory inventory = new FakeInventory();
    private TestDatabase database;
    private FakeOrganizations organizations;
    private Engine engine;
    private OperationHold hold;

    @BeforeAll
    static void configure() {
        DefaultConfig.install();
    }

    @BeforeEach
    void open() {
        database = kind.open();
        organizations = new FakeOrganizations(database).add(101, 111L).add(111).add(102);
        engine = engine(FakeType.prompt());
        hold = new OperationHold();
        hold.database = database;
        hold.catalog = inventory;
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void the_target_list_is_fixed_once_for_the_organizations_and_all_below() {
        inventory.devices(1, 3, 101).devices(4, 5, 111).devices(6, 9, 102);
        long id = operation(101, clock.instant(), "", PLAIN);
        engine.startNext();
        Assignment assignment = engine.claim(id);
        assertThat(assignment.deadline()).isEqualTo(clock.instant().plus(Duration.ofHours(2)));
        assertThat(pending(assignment)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(column("status", id)).isEqualTo("in_progress");
        assertThat(column("total_devices", id)).isEqualTo("5");
        inventory.devices(20, 30, 101);
        clock.advance(LEASE);
        assertThat(pending(engine.claim(id))).hasSize(5);
    }

    @Test
    void a_start_that_died_is_done_by_another_and_leaves_nothing_behind() {
        inventory.devices(1, 10, 101);
        long id = operation(101, clock.instant(), "", PLAIN);
        StartClaim died = engine.starts.claim(engine.queue.due().get(0), LEASE).orElseThrow();
        assertThat(engine.queue.due()).isEmpty();
        clock.advance(LEASE);
        StartClaim current =
                engine.starts.claim(engine.queue.due().get(0), LEASE).orElseThrow();
        assertThatThrownBy(() -> engine.starts.begin(died, LEASE)).isInstanceOf(LeaseLost.class);
        assertThat(database.number("SELECT COUNT(*) FROM operation_target")).isZero();
        assertThat(engine.starts.begin(current, LEASE)).isTrue();
        assertThat(pending(engine.claim(id))).hasSize(10);
    }

    @Test
    void an_operation_for_all_organizations_notes_the_ones_it_meets() {
        inventory.devices(1, 3, 101).devices(4, 5, 102);
        long id = operation(0, clock.instant(), "", PLAIN);
        engine.startNext();
        assertThat(database.number("SELECT COUNT(*) FROM operation_organization WHERE operation_id = " + id))
                .isEqualTo(2);
    }

    @Test
    void what_is_not_due_or_paused_waits_and_the_urgent_goes_first() {
        inventory.devices(1, 3, 101);
        long later = operation(101, clock.instant().plusSeconds(60), "", PLAIN);
        long normal = operation(101, clock.instant(), "", PLAIN);
        long urgent = operation(101, clock.instant(), "", PLAIN);
        long paused = operation(101, clock.instant(), "", PLAIN);
        database.execute("UPDATE operation SET priority = 3 WHERE id = " + urgent);
        database.execute("UPDATE operation SET control = 'pause' WHERE id = " + paused);
        assertThat(engine.queue.due()).extracting(Due::operationId).containsExactly(urgent, normal);
        clock.advance(Duration.ofSeconds(60));
        assertThat(engine.queue.due()).extracting(Due::operationId).containsExactly(urgent, normal, later);
    }

    @Test
    void no_more_shares_are_held_at_once_than_the_operation_allows() {
        inventory.devices(1, 400, 101);
        long id = operation(101, clock.instant(), "", options(2, null, null, null));
        engine.startNext();
        Claim first = engine.claim(id).claim();
        Claim second = engine.claim(id).claim();
        assertThat(first.share()).isNotEqualTo(second.share());
        assertThat(engine.shares.claim(id, LEASE)).isEmpty();
        engine.shares.release(first, clock.instant());
        assertThat(engine.shares.claim(id, LEASE)).isPresent();
    }

    @Test
    void a_server_leaves_the_others_their_part_of_the_shares() {
        inventory.devices(1, 400, 101);
        long id = operation(101, clock.instant(), "", PLAIN);
        engine.startNext();
        engine.otherServers = 1;
        Claim first = engine.claim(id).claim();
        engine.claim(id);
        assertThat(engine.shares.claim(id, LEASE)).isEmpty();
        engine.shares.release(first, clock.instant());
        engine.claim(id);
        engine.otherServers = 0;
        engine.claim(id);
        engine.claim(id);
        assertThat(engine.shares.claim(id, LEASE)).isEmpty();
    }

    @Test
    void an_operation_of_one_share_asks_as_many_at_once_as_it_may() {
        inventory.devices(1, 12, 101);
        FakeType type = FakeType.holding(12);
        long id = operation(101, clock.instant(), "", options(3, null, null, null));
        try (Engine other = engine(type)) {
            other.startNext();
            Thread thread = new Thread(other.runner(other.claim(id))::run);
            thread.start();
            for (int done = 0; done < 12; done += 3) {
                await().atMost(20, TimeUnit.SECONDS).until(() -> type.held() == 3);
                type.answerAll();
            }
            join(thread);
        }
        assertThat(type.mostInFlight.get()).isEqualTo(3);
    }

    @Test
    void the_shares_of_all_servers_ask_together_what_the_operation_may() {
        inventory.devices(1, 400, 101);
        long id = operation(101, clock.instant(), "", options(10, null, null, null));
        engine.startNext();
        try (Engine second = engine(FakeType.prompt())) {
            engine.otherServers = 1;
            second.otherServers = 1;
            List<Assignment> held = List.of(engine.claim(id), second.claim(id), engine.claim(id), second.claim(id));
            assertThat(held).extracting(Assignment::window).containsExactly(3, 3, 2, 2);
            assertThat(engine.shares.widen(held.get(0).claim())).isEmpty();
            // what is given back is claimed by somebody, so that nobody takes its part
            engine.shares.release(held.get(0).claim(), clock.instant());
            assertThat(second.shares.widen(held.get(1).claim())).isEmpty();
            assertThat(second.shares.claim(id, LEASE)).isEmpty();
            assertThat(engine.claim(id).window()).isEqualTo(3);
        }
    }

    @Test
    void what_the_last_shares_leave_free_goes_to_those_that_are_still_worked_on() {
        inventory.devices(1, 200, 101);
        long id = operation(101, clock.instant(), "", options(10, null, null, null));
        engine.startNext();
        List<Assignment> held = List.of(engine.claim(id), engine.claim(id), engine.claim(id), engine.claim(id));
        Claim done = held.get(0).claim();
        record(
                done,
                LongStream.rangeClosed(1, 50)
                        .mapToObj(device -> result(device, Outcome.ok("")))
                        .toArray(Result[]::new));
        engine.shares.release(done, clock.instant());
        assertThat(engine.shares.widen(done)).isEmpty();
        assertThat(engine.shares.widen(held.get(1).claim())).hasValue(3 + 1);
        assertThat(engine.shares.widen(held.get(2).claim())).hasValue(2 + 1);
        assertThat(engine.shares.widen(held.get(3).claim())).hasValue(2 + 1);
        assertThat(engine.shares.widen(held.get(1).claim())).isEmpty();
        assertThat(database.number("SELECT SUM(at_once) FROM operation_share WHERE state = 'open'"))
                .isEqualTo(10);
    }

    @Test
    void one_claims_a_share_and_nobody_else_until_the_lease_is_over() {
        inventory.devices(1, 3, 101);
        long id = operation(101, clock.instant(), "", PLAIN);
        engine.startNext();
        Claim first = engine.claim(id).claim();
        assertThat(engine.shares.claim(id, LEASE)).isEmpty();
        clock.advance(Duration.ofSeconds(10));
        assertThat(engine.shares.renew(first, clock.instant().plus(LEASE))).isTrue();
        clock.advance(Duration.ofSeconds(14));
        assertThat(engine.shares.claim(id, LEASE)).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        Claim second = engine.claim(id).claim();
        assertThat(second.fence()).isGreaterThan(first.fence());
        assertThat(engine.shares.renew(first, clock.instant().plus(LEASE))).isFalse();
    }

    @Test
    void a_result_is_recorded_once_and_the_counters_equal_the_rows() {
        inventory.devices(1, 10, 101);
        long id = operation(101, clock.instant(), "", PLAIN);
        engine.startNext();
        Claim claim = engine.claim(id).claim();
        Outcome known =
                Outcome.ok("").recording(new ObservedIdentity(Optional.of("SN-1"), Optional.empty(), Optional.empty()));
        Outcome silent = Outcome.failed(ErrorClass.CONNECTION_TIMEOUTS, "no answer \0 " + "x".repeat(600));
        record(claim, result(1, known), result(2, silent));
        record(claim, result(2, Outcome.ok("")), result(3, Outcome.ok("")));
        assertThat(column("processed_devices", id)).isEqualTo("3");
        assertThat(column("failed_devices", id)).isEqualTo("1");
        assertThat(inventory.observed).containsOnlyKeys(1L);
        assertThat(database.number("SELECT COUNT(*) FROM operation_target WHERE state = 'done' AND attempts = 1"))
                .isEqualTo(3);
        assertThat(database.text("SELECT message FROM operation_target WHERE device_id = 2"))
                .hasSize(500);
    }

    @Test
    void whoever_lost_the_claim_writes_nothing() {
        inventory.devices(1, 10, 101);
        long id = operation(101, clock.instant(), "", PLAIN);
        engine.startNext();
        Claim old = engine.claim(id).claim();
        clock.advance(LEASE);
        Assignment current = engine.claim(id);
        assertThatThrownBy(() -> record(old, result(1, Outcome.ok("")))).isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> engine.shares.occupy(old, clock.instant())).isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> engine.shares.release(old, clock.instant())).isInstanceOf(LeaseLost.class);
        assertThat(engine.shares.claim(id, LEASE)).isEmpty();
        assertThat(pending(current)).hasSize(10);
        assertThat(column("processed_devices", id)).isEqualTo("0");
    }

    @Test
    void after_the_end_nobody_writes_even_under_a_good_fence() {
        inventory.devices(1, 10, 101);
        long id = operation(101, clock.instant(), "", PLAIN);
        engine.startNext();
        Claim stalled = engine.claim(id).claim();
        clock.advance(Duration.ofHours(3));
        assertThat(engine.ends.settle(id)).isFalse();
        assertThat(column("status", id)).isEqualTo("timed_out");
        assertThatThrownBy(() -> record(stalled, result(1, Outcome.ok("")))).isInstanceOf(LeaseLost.class);
        assertThat(database.number("SELECT COUNT(*) FROM operation_target WHERE outcome = 'not_processed'"))
                .isEqualTo(10);
        assertThat(column("processed_devices", id)).isEqualTo("0");
    }

    @Test
    void an_operation_ends_as_its_devices_did() {
        inventory.devices(1, 2, 101);
        Outcome failed = Outcome.failed(ErrorClass.UNREACHABLE, "no route");
        assertThat(endOf(Outcome.ok(""), Outcome.ok(""))).isEqualTo("completed");
        assertThat(endOf(Outcome.ok(""), failed)).isEqualTo("completed_with_errors");
        assertThat(endOf(failed, failed)).isEqualTo("failed");
        assertThat(engine.queue.due()).isEmpty();
    }

    @Test
    void after_a_crash_another_goes_on_where_the_results_end() {
        inventory.devices(1, 3000, 101);
        long id = operation(101, clock.instant(), "", PLAIN);
        engine.startNext();
        Claim died = engine.claim(id).claim();
        int taken = engine.shares.occupy(died, clock.instant().plus(LEASE));
        List<Result> results = LongStream.rangeClosed(1, 123)
                .mapToObj(device -> result(device, Outcome.ok("")))
                .toList();
        engine.results.record(died, results, List.of(), clock.instant().plus(LEASE), false);
        clock.advance(LEASE);
        FakeType type = FakeType.prompt();
        try (Engine other = engine(type)) {
            other.workOff(id);
        }
        assertThat(taken).isEqualTo(750);
        assertThat(type.asked).hasSize(3000 - 123).doesNotContainKey(123L);
        assertThat(column("status", id)).isEqualTo("completed");
        assertThat(column("processed_devices", id)).isEqualTo("3000");
        assertThat(atWork()).isZero();
    }

    @Test
    void twelve_thousand_devices_pass_and_another_operation_waits_untouched() {
        inventory.devices(1, 12_000, 101);
        long id = operation(101, clock.instant(), "", PLAIN);
        engine.startNext();
        long other = operation(102, clock.instant(), "", PLAIN);
        engine.workOff(id);
        assertThat(column("processed_devices", id)).isEqualTo("12000");
        assertThat(column("status", id)).isEqualTo("completed");
        assertThat(column("status", other)).isEqualTo("scheduled");
        assertThat(database.number("SELECT COUNT(*) FROM operation_target WHERE outcome = 'ok'"))
                .isEqualTo(12_000);
    }

    @Test
    void two_servers_share_one_operation_and_the_living_takes_over() {
        inventory.devices(1, 1000, 101);
        FakeType held = FakeType.holding(1000);
        FakeType prompt = FakeType.prompt();
        long id = operation(101, clock.instant(), "", options(400, null, null, null));
        try (Engine one = engine(held);
                Engine two = engine(prompt)) {
            engine.startNext();
            Thread first = new Thread(one.runner(one.claim(id))::run);
            first.start();
            await().atMost(20, TimeUnit.SECONDS).until(() -> held.held() > 0);
            two.workOff(id);
            assertThat(prompt.asked).hasSize(1000 - 250);
            assertThat(column("status", id)).isEqualTo("in_progress");
            clock.advance(LEASE); // the first says nothing any more
            two.workOff(id);
            assertThat(column("status", id)).isEqualTo("completed");
            held.answerAll();
            assertThat(column("processed_devices", id)).isEqualTo("1000");
        }
    }

    @Test
    void two_dispatchers_work_off_all_without_doing_a_device_twice() {
        inventory.devices(1, 2000, 101);
        FakeType type = new FakeType((target, answer) -> answer.completeAsync(() -> Outcome.ok("")));
        long id = operation(101, clock.instant(), "", options(200, null, null, null));
        try (Engine one = engine(type);
                Engine two = engine(type)) {
            await().atMost(60, TimeUnit.SECONDS).until(() -> {
                one.dispatcher.dispatch();
                two.dispatcher.dispatch();
                return column("status", id).startsWith("completed");
            });
        }
        assertThat(column("processed_devices", id)).isEqualTo("2000");
        assertThat(type.asked).hasSize(2000);
        assertThat(type.asked.values()).containsOnly(1);
        assertThat(type.mostInFlight.get()).isLessThanOrEqualTo(200);
    }

    @Test
    void a_device_that_another_operation_works_on_waits_or_is_skipped() {
        inventory.devices(1, 4, 101);
        long first = operation(101, clock.instant(), "1,2", PLAIN);
        engine.startNext();
        long waits = operation(101, clock.instant(), "", PLAIN);
        engine.startNext();
        long skips = operation(101, clock.instant(), "", options(null, null, null, "skip"));
        engine.startNext();
        Claim busy = engine.claim(first).claim();
        assertThat(engine.shares.occupy(busy, clock.instant().plus(LEASE))).isEqualTo(2);

        engine.workOff(waits);
        engine.workOff(skips);

        assertThat(column("processed_devices", waits)).isEqualTo("2");
        assertThat(column("status", waits)).isEqualTo("in_progress");
        assertThat(column("status", skips)).isEqualTo("completed");
        assertThat(column("skipped_devices", skips)).isEqualTo("2");
        assertThat(database.text("SELECT MAX(message) FROM operation_target WHERE outcome = 'skipped'"))
                .isEqualTo("Another operation works on the device.");
        record(busy, result(1, Outcome.ok("")), result(2, Outcome.ok("")));
        clock.advance(Duration.ofSeconds(1));
        engine.workOff(waits);
        assertThat(column("status", waits)).isEqualTo("completed");
        assertThat(column("skipped_devices", waits)).isEqualTo("0");
    }

    @Test
    void what_may_pass_is_tried_again_with_growing_pauses_and_what_does_not_is_not() {
        inventory.devices(1, 2, 101);
        FakeType type = new FakeType((target, answer) -> answer.complete(Outcome.failed(
                target.deviceId() == 1 ? ErrorClass.CONNECTION_TIMEOUTS : ErrorClass.AUTHENTICATION_FAILURES, "no")));
        long id = operation(101, clock.instant(), "", options(null, null, new OperationOptions.Retry(2, 10), null));
        try (Engine other = engine(type)) {
            other.startNext();
            other.workOff(id);
            assertThat(type.asked).containsEntry(1L, 1).containsEntry(2L, 1);
            assertThat(atWork()).isZero();
            clock.advance(Duration.ofSeconds(9));
            other.workOff(id);
            assertThat(type.asked).containsEntry(1L, 1);
            clock.advance(Duration.ofSeconds(1));
            other.workOff(id);
            assertThat(type.asked).containsEntry(1L, 2);
            clock.advance(Duration.ofSeconds(19));
            other.workOff(id);
            assertThat(type.asked).containsEntry(1L, 2);
            clock.advance(Duration.ofSeconds(1));
            other.workOff(id);
        }
        assertThat(type.asked).containsEntry(1L, 3).containsEntry(2L, 1);
        assertThat(column("status", id)).isEqualTo("failed");
        assertThat(database.number("SELECT attempts FROM operation_target WHERE device_id = 1"))
                .isEqualTo(3);
    }

    @Test
    void who_waits_for_another_attempt_at_the_end_has_failed_and_only_who_was_never_asked_is_not_processed() {
        inventory.devices(1, 3, 101);
        OperationOptions options = options(null, null, new OperationOptions.Retry(5, 3600), null);
        long id = operation(101, clock.instant(), "", options);
        engine.startNext();
        Claim claim = engine.claim(id).claim();
        Outcome silent = Outcome.failed(ErrorClass.CONNECTION_TIMEOUTS, "No answer on port 161.");
        engine.results.record(
                claim,
                List.of(result(1, Outcome.ok(""))),
                List.of(new Retry(2, clock.instant().plusSeconds(3600), silent)),
                clock.instant().plus(LEASE),
                false);
        assertThat(column("processed_devices", id)).isEqualTo("1");
        clock.advance(Duration.ofHours(3));
        engine.ends.settle(id);
        assertThat(column("status", id)).isEqualTo("timed_out");
        assertThat(column("processed_devices", id)).isEqualTo("2");
        assertThat(column("failed_devices", id)).isEqualTo("1");
        assertThat(database.text("SELECT outcome || ' ' || error_class || ' ' || message FROM operation_target"
                        + " WHERE device_id = 2 AND attempts = 1"))
                .isEqualTo("failed connection_timeouts No answer on port 161.");
        assertThat(database.text("SELECT outcome FROM operation_target WHERE device_id = 3"))
                .isEqualTo("not_processed");
    }

    @Test
    void too_many_failures_are_too_many_in_the_last_wave_as_well() {
        inventory.devices(1, 10, 101);
        FakeType type = new FakeType((target, answer) -> answer.complete(
                target.deviceId() > 4 ? Outcome.failed(ErrorClass.UNREACHABLE, "no route") : Outcome.ok("")));
        try (Engine other = engine(type)) {
            long stopped = operation(101, clock.instant(), "", options(null, 60, null, null));
            other.startNext();
            other.workOff(stopped);
            assertThat(column("status", stopped)).isEqualTo("failed");
            assertThat(column("end_reason", stopped))
                    .isEqualTo("After the last wave 60 percent of the devices have failed.");
            long through = operation(101, clock.instant(), "", options(null, 61, null, null));
            other.startNext();
            other.workOff(through);
            assertThat(column("status", through)).isEqualTo("completed_with_errors");
        }
    }

    @Test
    void a_wave_in_which_too_many_fail_is_the_last() {
        inventory.devices(1, 100, 101);
        FakeType type = new FakeType((target, answer) -> answer.complete(
                target.deviceId() % 5 == 0 ? Outcome.failed(ErrorClass.UNREACHABLE, "no route") : Outcome.ok("")));
        OperationOptions strict = new OperationOptions(false, false, 120, null, 20, 30, null, null, null, null);
        OperationOptions patient = new OperationOptions(false, false, 120, null, 21, 30, null, null, null, null);
        try (Engine other = engine(type)) {
            long stopped = operation(101, clock.instant(), "", strict);
            other.startNext();
            other.workOff(stopped);
            assertThat(type.asked).hasSize(30);
            assertThat(column("status", stopped)).isEqualTo("failed");
            assertThat(column("processed_devices", stopped)).isEqualTo("30");
            assertThat(column("end_reason", stopped)).contains("after wave 1: 20 percent");
            long through = operation(101, clock.instant(), "", patient);
            other.startNext();
            other.workOff(through);
            assertThat(column("status", through)).isEqualTo("completed_with_errors");
            assertThat(column("processed_devices", through)).isEqualTo("100");
        }
    }

    @Test
    void a_paused_operation_waits_and_a_cancelled_one_ends() {
        inventory.devices(1, 10, 101);
        long id = operation(101, clock.instant(), "", PLAIN);
        engine.startNext();
        Claim claim = engine.claim(id).claim();
        record(claim, result(1, Outcome.ok("")));
        database.execute("UPDATE operation SET control = 'pause' WHERE id = " + id);
        engine.shares.release(claim, clock.instant());
        engine.workOff(id);
        assertThat(column("processed_devices", id)).isEqualTo("1");
        assertThat(atWork()).isZero();
        database.execute("UPDATE operation SET control = 'cancel' WHERE id = " + id);
        engine.workOff(id);
        assertThat(column("status", id)).isEqualTo("cancelled");
        assertThat(database.number("SELECT COUNT(*) FROM operation_target WHERE outcome = 'not_processed'"))
                .isEqualTo(9);
    }

    @Test
    void a_cancelled_operation_ends_when_the_devices_have_answered_that_were_asked() {
        inventory.devices(1, 40, 101);
        FakeType type = FakeType.holding(40);
        long id = operation(101, clock.instant(), "", options(10, null, null, null));
        try (Engine other = engine(type)) {
            other.startNext();
            Assignment assignment = other.claim(id);
            OperationRunner runner = other.runner(assignment);
            Thread thread = new Thread(runner::run);
            thread.start();
            await().atMost(20, TimeUnit.SECONDS).until(() -> type.held() == assignment.window());
            database.execute("UPDATE operation SET control = 'cancel' WHERE id = " + id);
            assertThat(other.ends.settle(id)).isFalse();
            assertThat(column("status", id)).isEqualTo("in_progress");
            runner.drain();
            type.answerAll();
            join(thread);
            other.ends.settle(id);
            assertThat(column("status", id)).isEqualTo("cancelled");
            assertThat(column("processed_devices", id)).isEqualTo(Integer.toString(assignment.window()));
        }
    }

    @Test
    void a_recurring_operation_makes_the_next_when_it_starts() {
        inventory.devices(1, 3, 101);
        long id = operation(101, clock.instant(), "", PLAIN);
        recur(id, "0 2 * * *", "once");
        clock.advance(Duration.ofHours(59)); // nobody was there at two o'clock, twice
        engine.startNext();
        assertThat(column("status", id)).isEqualTo("in_progress");
        long next = database.number("SELECT MAX(id) FROM operation");
        assertThat(next).isNotEqualTo(id);
        assertThat(column("status", next)).isEqualTo("scheduled");
        assertThat(column("series_id", next)).isEqualTo(Long.toString(id));
        assertThat(executeAt(next)).isEqualTo("2024-01-18T02:00:00Z");
        assertThat(database.number("SELECT COUNT(*) FROM operation_organization WHERE operation_id = " + next))
                .isEqualTo(1);
        assertThat(database.number("SELECT COUNT(*) FROM operation")).isEqualTo(2);
    }

    @Test
    void a_recurring_operation_that_skips_what_was_missed_waits_for_the_next_time() {
        inventory.devices(1, 3, 101);
        long id = operation(101, clock.instant(), "", PLAIN);
        recur(id, "0 2 * * *", "skip");
        clock.advance(Duration.ofHours(59));
        engine.startNext();
        assertThat(column("status", id)).isEqualTo("scheduled");
        assertThat(executeAt(id)).isEqualTo("2024-01-18T02:00:00Z");
        assertThat(engine.queue.due()).isEmpty();
        clock.advance(Duration.ofHours(24));
        assertThat(database.number("SELECT COUNT(*) FROM operation")).isEqualTo(1);
    }

    @Test
    void old_operations_go_with_their_results_and_young_ones_stay() {
        inventory.devices(1, 4500, 101);
        long old = operation(101, clock.instant(), "", PLAIN);
        engine.startNext();
        engine.workOff(old);
        clock.advance(Duration.ofDays(91));
        long young = operation(101, clock.instant(), "1", PLAIN);
        engine.startNext();
        engine.workOff(young);
        int steps = 0;
        while (engine.ended.deleteSome(clock.instant().minus(Duration.ofDays(90)))) {
            steps++;
        }
        assertThat(steps).isEqualTo(3);
        assertThat(database.number("SELECT COUNT(*) FROM operation")).isEqualTo(1);
        assertThat(database.number("SELECT COUNT(*) FROM operation_target")).isEqualTo(1);
        assertThat(database.number("SELECT COUNT(*) FROM operation_share")).isEqualTo(1);
    }

    @Test
    void a_device_is_held_while_it_is_named_or_waits_for_its_turn() {
        inventory.devices(1, 10, 101);
        long id = operation(101, clock.instant(), "1,2", PLAIN);
        assertThat(hold.reasonsToKeep(1)).hasSize(1);
        assertThat(hold.reasonsToKeep(3)).isEmpty();
        engine.startNext();
        assertThat(hold.reasonsToKeep(1)).hasSize(1);
        record(engine.claim(id).claim(), result(1, Outcome.ok("")));
        assertThat(hold.reasonsToKeep(1)).isEmpty();
        assertThat(hold.reasonsToKeep(2)).containsExactly("operation " + id + " (fake) is in progress");
        clock.advance(Duration.ofHours(3));
        engine.ends.settle(id);
        assertThat(hold.reasonsToKeep(2)).isEmpty();
    }

    @Test
    void an_organization_is_held_until_the_operations_for_it_have_ended() {
        inventory.devices(1, 3, 101);
        OperationOrganizationHold organizationHold = new OperationOrganizationHold();
        organizationHold.database = database;
        long id = operation(101, clock.instant(), "", PLAIN);
        assertThat(organizationHold.reasonsToKeep(101))
                .containsExactly("operation " + id + " (fake) for it is scheduled");
        assertThat(organizationHold.reasonsToKeep(102)).isEmpty();
        engine.startNext();
        assertThat(organizationHold.reasonsToKeep(101))
                .containsExactly("operation " + id + " (fake) for it is in progress");
        engine.workOff(id);
        assertThat(organizationHold.reasonsToKeep(101)).isEmpty();
    }

    private Engine engine(FakeType type) {
        return new Engine(database, inventory, organizations, clock, type);
    }

    private static OperationOptions options(
            Integer parallel, Integer stop, OperationOptions.Retry retry, String onBusy) {
        return new OperationOptions(false, false, 120, parallel, stop, null, retry, onBusy, null, null);
    }

    private List<Long> pending(Assignment assignment) {
        return engine.shares.pending(assignment.claim(), 0, 10_000).stream()
                .map(PendingDevice::deviceId)
                .toList();
    }

    private void record(Claim claim, Result... results) {
        engine.results.record(
                claim, List.of(results), List.of(), clock.instant().plus(LEASE), false);
    }

    private String endOf(Outcome first, Outcome second) {
        long id = operation(101, clock.instant(), "", PLAIN);
        engine.startNext();
        Claim claim = engine.claim(id).claim();
        record(claim, result(1, first), result(2, second));
        engine.shares.release(claim, clock.instant());
        engine.ends.settle(id);
        return column("status", id);
    }

    private Result result(long device, Outcome outcome) {
        return new Result(device, outcome, 1, 12, clock.instant());
    }

    private long atWork() {
        return database.number("SELECT COUNT(*) FROM device_at_work");
    }

    private void recur(long id, String cron, String misfire) {
        database.execute("UPDATE operation SET recurrence = '" + cron + "', time_zone = 'UTC', misfire = '" + misfire
                + "', series_id = " + id + " WHERE id = " + id);
    }

    private String executeAt(long id) {
        return database.run(connection -> {
            try (Statement select = connection.createStatement();
                    ResultSet rows = select.executeQuery("SELECT execute_at FROM operation WHERE id = " + id)) {
                rows.next();
                return String.valueOf(SqlInstant.get(rows, "execute_at"));
            }
        });
    }

    private static void join(Thread thread) {
        await().atMost(20, TimeUnit.SECONDS).until(() -> !thread.isAlive());
    }

    private String column(String name, long id) {
        return database.text("SELECT " + name + " FROM operation WHERE id = " + id);
    }

    /** A scheduled operation; organization 0 means all. */
    private long operation(long organization, Instant at, String ids, OperationOptions options) {
        return database.run(connection -> {
            String sql = "INSERT INTO operation (operation_type, status, all_organizations, filters_json, options_json,"
                    + " named_devices, execute_at, priority, timeout_minutes, total_devices, processed_devices,"
                    + " failed_devices, skipped_devices, created_by, created_at, updated_at, fence, version, lane)"
                    + " VALUES ('fake', 'scheduled', " + (organization == 0) + ", ?, ?, "
                    + ids.replace(",", "").length() + ", ?, 1, 120, 0, 0, 0, 0, 1, ?, ?, 0, 0, " + organization + ")";
            long id;
            try (PreparedStatement insert = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
                insert.setString(1, "{\"types\":[],\"states\":[],\"serial_numbers\":[],\"ids\":[" + ids + "]}");
                insert.setString(2, Json.write(options));
                SqlInstant.set(insert, 3, at);
                SqlInstant.set(insert, 4, at);
                SqlInstant.set(insert, 5, at);
                insert.executeUpdate();
                try (ResultSet keys = insert.getGeneratedKeys()) {
                    keys.next();
                    id = keys.getLong(1);
                }
            }
            if (organization != 0) {
                try (Statement insert = connection.createStatement()) {
                    insert.execute("INSERT INTO operation_organization VALUES (" + id + ", " + organization + ")");
                }
            }
            return id;
        });
    }
}
