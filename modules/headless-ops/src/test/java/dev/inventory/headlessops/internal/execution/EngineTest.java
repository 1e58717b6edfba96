package dev.inventory.headlessops.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventory.device.ObservedIdentity;
import dev.inventory.headlessops.fixture.DatabaseKind;
import dev.inventory.headlessops.fixture.DefaultConfig;
import dev.inventory.headlessops.fixture.FakeInventory;
import dev.inventory.headlessops.fixture.FakeOrganizations;
import dev.inventory.headlessops.fixture.SettableClock;
import dev.inventory.headlessops.fixture.TestDatabase;
import dev.inventory.platform.persistence.SqlInstant;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
@SuppressWarnings("UnnecessaryAssignment") // there is no container here to inject
class OperationStoreTest {

    private static final Duration LEASE = Duration.ofSeconds(15);

    @Parameter
    DatabaseKind kind;

    private final SettableClock clock = new SettableClock();
    private final FakeInventory inventory = new FakeInventory();
    private TestDatabase database;
    private OperationStore store;
    private OperationHold hold;

    @BeforeAll
    static void configure() {
        DefaultConfig.install();
    }

    @BeforeEach
    void open() {
        database = kind.open();
        FakeOrganizations organizations =
                new FakeOrganizations(database).add(101, 111L).add(111).add(102);
        store = new TransactionalStore(database, inventory, organizations, clock);
        hold = new OperationHold();
        hold.database = database;
        hold.catalog = inventory;
    }

    @Test
    void one_claims_and_nobody_else_until_the_lease_is_over() {
        inventory.devices(1, 3, 101);
        operation(101, clock.instant(), "");
        OperationStore.Due due = store.due(4).get(0);
        Claim first = store.claim(due, LEASE).orElseThrow();
        assertThat(store.claim(due, LEASE)).isEmpty();
        assertThat(store.due(4)).isEmpty();
        clock.advance(Duration.ofSeconds(10));
        assertThat(store.renew(first, clock.instant().plus(LEASE))).isTrue();
        clock.advance(Duration.ofSeconds(14));
        assertThat(store.due(4)).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        Claim second = store.claim(store.due(4).get(0), LEASE).orElseThrow();
        assertThat(second.fence()).isGreaterThan(first.fence());
        assertThat(store.renew(first, clock.instant().plus(LEASE))).isFalse();
    }

    @Test
    void what_is_not_due_waits_and_the_urgent_goes_first() {
        inventory.devices(1, 3, 101);
        long later = operation(101, clock.instant().plusSeconds(60), "");
        long normal = operation(101, clock.instant(), "");
        long urgent = operation(101, clock.instant(), "");
        database.execute("UPDATE operation SET priority = 3 WHERE id = " + urgent);
        assertThat(store.due(4)).extracting(OperationStore.Due::operationId).containsExactly(urgent, normal);
        assertThat(store.due(1)).extracting(OperationStore.Due::operationId).containsExactly(urgent);
        clock.advance(Duration.ofSeconds(60));
        assertThat(store.due(4)).extracting(OperationStore.Due::operationId).containsExactly(urgent, normal, later);
    }

    @Test
    void the_target_list_is_fixed_once_for_the_organizations_and_all_below() {
        inventory.devices(1, 3, 101).devices(4, 5, 111).devices(6, 9, 102);
        long id = operation(101, clock.instant(), "");
        Claim claim = claim();
        Assignment assignment = store.begin(claim);
        assertThat(assignment.deadline()).isEqualTo(clock.instant().plus(Duration.ofHours(2)));
        assertThat(store.pending(claim, 0, 10)).extracting(Target::deviceId).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(store.pending(claim, 2, 2)).extracting(Target::deviceId).containsExactly(3L, 4L);
        assertThat(column("status", id)).isEqualTo("in_progress");
        assertThat(column("total_devices", id)).isEqualTo("5");
        inventory.devices(20, 30, 101);
        clock.advance(LEASE);
        Claim next = claim();
        assertThat(store.begin(next)).isEqualTo(assignment);
        assertThat(store.pending(next, 0, 100)).hasSize(5);
    }

    @Test
    void an_operation_for_all_organizations_notes_the_ones_it_meets() {
        inventory.devices(1, 3, 101).devices(4, 5, 102);
        long id = operation(0, clock.instant(), "");
        store.begin(claim());
        assertThat(database.number("SELECT COUNT(*) FROM operation_organization WHERE operation_id = " + id))
                .isEqualTo(2);
    }

    @Test
    void a_result_is_recorded_once_and_the_counters_equal_the_rows() {
        inventory.devices(1, 10, 101);
        long id = operation(101, clock.instant(), "");
        Claim claim = claim();
        store.begin(claim);
        Outcome known =
                Outcome.ok("").recording(new ObservedIdentity(Optional.of("SN-1"), Optional.empty(), Optional.empty()));
        Outcome silent = Outcome.failed(ErrorClass.CONNECTION_TIMEOUTS, "no answer \0 " + "x".repeat(600));
        store.record(claim, List.of(result(1, known), result(2, silent)), false);
        store.record(claim, List.of(result(2, Outcome.ok("")), result(3, Outcome.ok(""))), false);
        assertThat(column("processed_devices", id)).isEqualTo("3");
        assertThat(column("failed_devices", id)).isEqualTo("1");
        assertThat(column("version", id)).isEqualTo("3");
        assertThat(inventory.observed).containsOnlyKeys(1L);
        assertThat(database.number("SELECT COUNT(*) FROM operation_target WHERE state = 'done' AND attempts = 1"))
                .isEqualTo(3);
        assertThat(database.text("SELECT message FROM operation_target WHERE device_id = 2"))
                .hasSize(500);
        assertThat(store.pending(claim, 0, 100)).hasSize(7);
    }

    @Test
    void whoever_lost_the_claim_writes_nothing() {
        inventory.devices(1, 10, 101);
        long id = operation(101, clock.instant(), "");
        Claim old = claim();
        store.begin(old);
        clock.advance(LEASE);
        Claim current = claim();
        assertThatThrownBy(() -> store.record(old, List.of(result(1, Outcome.ok(""))), false))
                .isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> store.finish(old, false)).isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> store.begin(old)).isInstanceOf(LeaseLost.class);
        store.release(old);
        assertThat(store.due(4)).isEmpty();
        assertThat(store.pending(current, 0, 100)).hasSize(10);
        assertThat(column("processed_devices", id)).isEqualTo("0");
    }

    @Test
    void a_claim_that_dies_before_the_list_is_fixed_leaves_nothing_behind() {
        inventory.devices(1, 10, 101);
        operation(101, clock.instant(), "");
        Claim old = claim();
        clock.advance(LEASE);
        Claim current = claim();
        assertThatThrownBy(() -> store.begin(old)).isInstanceOf(LeaseLost.class);
        assertThat(database.number("SELECT COUNT(*) FROM operation_target")).isZero();
        store.begin(current);
        assertThat(store.pending(current, 0, 100)).hasSize(10);
    }

    @Test
    void an_operation_ends_as_its_devices_did() {
        inventory.devices(1, 2, 101);
        Outcome failed = Outcome.failed(ErrorClass.UNREACHABLE, "no route");
        assertThat(endOf(Outcome.ok(""), Outcome.ok(""))).isEqualTo("completed");
        assertThat(endOf(Outcome.ok(""), failed)).isEqualTo("completed_with_errors");
        assertThat(endOf(failed, failed)).isEqualTo("failed");
        operation(101, clock.instant(), "");
        Claim claim = claim();
        store.begin(claim);
        store.finish(claim, true);
        assertThat(column("status", claim.operationId())).isEqualTo("timed_out");
        clock.advance(LEASE);
        assertThat(store.due(4)).isEmpty();
        assertThat(store.renew(claim, clock.instant())).isFalse();
    }

    @Test
    void an_operation_given_back_is_due_at_once_and_no_renewal_brings_it_back() {
        inventory.devices(1, 2, 101);
        operation(101, clock.instant(), "");
        Claim claim = claim();
        store.begin(claim);
        store.release(claim);
        assertThat(store.renew(claim, clock.instant().plus(LEASE))).isFalse();
        assertThat(store.due(4)).hasSize(1);
    }

    @Test
    void after_a_crash_the_next_runner_goes_on_where_the_results_end() {
        inventory.devices(1, 3000, 101);
        long id = operation(101, clock.instant(), "");
        Claim died = claim();
        store.begin(died);
        List<Result> results = LongStream.rangeClosed(1, 1234)
                .mapToObj(device -> result(device, Outcome.ok("")))
                .toList();
        store.record(died, results, false);
        clock.advance(LEASE);
        FakeType type = FakeType.prompt();
        runner(type).run();
        assertThat(type.asked).hasSize(3000 - 1234).doesNotContainKey(1234L);
        assertThat(column("status", id)).isEqualTo("completed");
        assertThat(column("processed_devices", id)).isEqualTo("3000");
    }

    @Test
    void twelve_thousand_devices_pass_and_another_operation_waits_untouched() {
        inventory.devices(1, 12_000, 101);
        long id = operation(101, clock.instant(), "");
        long other = operation(102, clock.instant(), "");
        runner(FakeType.prompt()).run();
        assertThat(column("processed_devices", id)).isEqualTo("12000");
        assertThat(column("status", id)).isEqualTo("completed");
        assertThat(column("status", other)).isEqualTo("scheduled");
        assertThat(database.number("SELECT COUNT(*) FROM operation_target WHERE outcome = 'ok'"))
                .isEqualTo(12_000);
    }

    @Test
    void a_device_is_held_while_it_is_named_or_waits_for_its_turn() {
        inventory.devices(1, 10, 101);
        operation(101, clock.instant(), "1,2");
        assertThat(hold.reasonsToKeep(1)).hasSize(1);
        assertThat(hold.reasonsToKeep(3)).isEmpty();
        Claim claim = claim();
        store.begin(claim);
        assertThat(hold.reasonsToKeep(1)).hasSize(1);
        store.record(claim, List.of(result(1, Outcome.ok(""))), false);
        assertThat(hold.reasonsToKeep(1)).isEmpty();
        assertThat(hold.reasonsToKeep(2))
                .containsExactly("operation " + claim.operationId() + " (fake) is in progress");
        store.finish(claim, true);
        assertThat(hold.reasonsToKeep(2)).isEmpty();
    }

    private String endOf(Outcome first, Outcome second) {
        long id = operation(101, clock.instant(), "");
        Claim claim = claim();
        store.begin(claim);
        store.record(claim, List.of(result(1, first), result(2, second)), false);
        store.finish(claim, false);
        return column("status", id);
    }

    private OperationRunner runner(FakeType type) {
        return new OperationRunner(claim(), clock.instant().plus(LEASE), store, type.types(), clock);
    }

    private Claim claim() {
        return store.claim(store.due(1).get(0), LEASE).orElseThrow();
    }

    private Result result(long device, Outcome outcome) {
        return new Result(device, outcome, 1, 12, clock.instant());
    }

    private String column(String name, long id) {
        return database.text("SELECT " + name + " FROM operation WHERE id = " + id);
    }

    /** A scheduled operation; organization 0 means all. */
    private long operation(long organization, Instant at, String ids) {
        return database.run(connection -> {
            String sql = "INSERT INTO operation (operation_type, status, all_organizations, filters_json, options_json,"
                    + " named_devices, execute_at, priority, timeout_minutes, total_devices, processed_devices,"
                    + " failed_devices, skipped_devices, created_by, created_at, updated_at, fence, version)"
                    + " VALUES ('fake', 'scheduled', " + (organization == 0) + ", ?, ?, "
                    + ids.replace(",", "").length() + ", ?, 1, 120, 0, 0, 0, 0, 1, ?, ?, 0, 0)";
            long id;
            try (PreparedStatement insert = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
                insert.setString(1, "{\"types\":[],\"states\":[],\"serial_numbers\":[],\"ids\":[" + ids + "]}");
                insert.setString(
                        2, "{\"update_firmware_info\":false,\"validate_connectivity\":false,\"timeout_minutes\":120}");
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
