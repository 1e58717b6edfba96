package dev.inventory.headlessops.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.device.FoundAgent;
import dev.inventory.device.ObservedIdentity;
import dev.inventory.headlessops.ErrorClass;
import dev.inventory.headlessops.Finding;
import dev.inventory.headlessops.OperationOptions;
import dev.inventory.headlessops.Outcome;
import dev.inventory.headlessops.fixture.DatabaseKind;
import dev.inventory.headlessops.fixture.DefaultConfig;
import dev.inventory.headlessops.fixture.FakeInventory;
import dev.inventory.headlessops.fixture.FakeOrganizations;
import dev.inventory.headlessops.fixture.SettableClock;
import dev.inventory.headlessops.fixture.TestDatabase;
import dev.inventory.platform.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine over addresses, which are no devices. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class AddressOperationTest {

    private static final int COUNT = 130;
    private static final List<String> ADDRESSES =
            IntStream.rangeClosed(1, COUNT).mapToObj(i -> "192.0.2." + i).toList();

    @Parameter
    DatabaseKind kind;

    private final SettableClock clock = new SettableClock();
    private final FakeInventory inventory = new FakeInventory();
    private final FakeAddresses work = new FakeAddresses(ADDRESSES, AddressOperationTest::outcome);
    private TestDatabase database;
    private FakeOrganizations organizations;
    private Engine engine;

    @BeforeAll
    static void configure() {
        DefaultConfig.install();
    }

    @BeforeEach
    void open() {
        database = kind.open();
        // the same numbers as the addresses' places, so that a mix-up would show
        inventory.devices(1, COUNT, 101);
        organizations = new FakeOrganizations(database).add(101);
        engine = another();
    }

    private Engine another() {
        return new Engine(database, inventory, organizations, clock, work.types());
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    /** Every tenth answers, every thirteenth turns the question down. */
    private static Outcome outcome(String address) {
        int last = Integer.parseInt(address.substring(address.lastIndexOf('.') + 1));
        if (last % 10 == 0) {
            return Outcome.ok("Answered.").finding(new Finding(address, agent()));
        }
        return last % 13 == 0
                ? Outcome.failed(ErrorClass.AUTHENTICATION_FAILURES, "No such user.")
                : Outcome.ok("No answer.");
    }

    private static FoundAgent agent() {
        return new FoundAgent(
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new ObservedIdentity(Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void every_address_is_asked_once_and_what_is_found_is_kept() {
        long id = operation(OperationOptions.DEFAULT);
        engine.startNext();
        engine.workOff(id);

        assertThat(work.asked).hasSize(COUNT).allSatisfy((address, times) -> assertThat(times)
                .isEqualTo(1));
        assertThat(engine.found).extracting(Finding::address).containsExactlyInAnyOrderElementsOf(everyTenth());
        assertThat(column("status", id)).isEqualTo("completed_with_errors");
        assertThat(column("total_devices", id)).isEqualTo("" + COUNT);
        assertThat(column("processed_devices", id)).isEqualTo("" + COUNT);
        assertThat(column("failed_devices", id)).isEqualTo("9");
        assertThat(inventory.observed).isEmpty();
    }

    @Test
    void a_server_that_died_is_made_up_for_where_it_stopped() {
        long id = operation(OperationOptions.DEFAULT);
        engine.startNext();
        Assignment first = engine.claim(id);
        engine.runner(first).run();
        Assignment second = engine.claim(id);
        List<PendingDevice> half = engine.shares.pending(second.claim(), Long.MIN_VALUE, 20);
        engine.results.record(
                second.claim(),
                half.stream()
                        .map(each -> new Result(each.deviceId(), outcome(each.name()), 1, 5, clock.instant()))
                        .toList(),
                List.of(),
                clock.instant().plus(Engine.LEASE),
                false);
        Set<String> done = Set.copyOf(work.asked.keySet());
        engine.close();

        clock.advance(Engine.LEASE);
        engine = another();
        engine.workOff(id);

        assertThat(work.asked)
                .hasSize(COUNT - 20)
                .allSatisfy((address, times) -> assertThat(times).isEqualTo(1))
                .containsKeys(done.toArray(String[]::new))
                .doesNotContainKeys(half.stream().map(PendingDevice::name).toArray(String[]::new));
        assertThat(column("processed_devices", id)).isEqualTo("" + COUNT);
        assertThat(column("status", id)).isEqualTo("completed_with_errors");
    }

    @Test
    void addresses_are_asked_in_their_order_and_hold_no_device() {
        long id = operation(OperationOptions.DEFAULT);
        engine.startNext();
        Assignment first = engine.claim(id);
        assertThat(engine.shares.pending(first.claim(), Long.MIN_VALUE, 3))
                .extracting(PendingDevice::name)
                .containsExactly("192.0.2.1", "192.0.2.2", "192.0.2.3");
        OperationHold hold = new OperationHold();
        hold.database = database;
        hold.catalog = inventory;
        assertThat(hold.reasonsToKeep(1)).isEmpty();
    }

    @Test
    void two_operations_ask_the_same_addresses_side_by_side() {
        long one = operation(OperationOptions.DEFAULT);
        long other = operation(OperationOptions.DEFAULT);
        engine.startNext();
        engine.startNext();
        Assignment ofOne = engine.claim(one);
        assertThat(engine.shares.occupy(ofOne.claim(), clock.instant().plus(Engine.LEASE)))
                .isEqualTo(50);
        engine.workOff(other);

        assertThat(column("status", other)).isEqualTo("completed_with_errors");
        assertThat(column("status", one)).isEqualTo("in_progress");
    }

    private static List<String> everyTenth() {
        return ADDRESSES.stream().filter(address -> address.endsWith("0")).toList();
    }

    private long operation(OperationOptions options) {
        database.execute("INSERT INTO operation (operation_type, status, all_organizations, filters_json, options_json,"
                + " named_devices, execute_at, priority, timeout_minutes, total_devices, processed_devices,"
                + " failed_devices, skipped_devices, created_by, created_at, updated_at, fence, version)"
                + " VALUES ('fake_addresses', 'scheduled', FALSE, '" + Json.write(DeviceFilters.NONE) + "', '"
                + Json.write(options) + "', 0, '2024-01-15 00:00:00', 1, 120, 0, 0, 0, 0, 1,"
                + " '2024-01-15 00:00:00', '2024-01-15 00:00:00', 0, 0)");
        long id = database.number("SELECT MAX(id) FROM operation");
        database.execute("INSERT INTO operation_organization (operation_id, organization_id) VALUES (" + id + ", 101)");
        return id;
    }

    private String column(String column, long id) {
        return database.text("SELECT " + column + " FROM operation WHERE id = " + id);
    }
}
