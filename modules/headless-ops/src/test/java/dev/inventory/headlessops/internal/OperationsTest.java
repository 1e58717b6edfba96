package dev.inventory.headlessops.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.inventory.headlessops.OperationOptions;
import dev.inventory.headlessops.fixture.DatabaseKind;
import dev.inventory.headlessops.fixture.DefaultConfig;
import dev.inventory.headlessops.fixture.FakeInventory;
import dev.inventory.headlessops.fixture.FakeOrganizations;
import dev.inventory.headlessops.fixture.SettableClock;
import dev.inventory.headlessops.fixture.TestDatabase;
import dev.inventory.headlessops.internal.execution.OperationAccepted;
import dev.inventory.headlessops.internal.execution.OperationTypes;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.failure.Failure;
import dev.inventory.platform.failure.Forbidden;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.BodyReader;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.listing.Lists;
import dev.inventory.platform.listing.Page;
import dev.inventory.platform.settings.ServerSettings;
import dev.inventory.platform.web.Links;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
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
class OperationsTest {

    private static final String ALL = "{\"operation_type\": \"status_update\"}";

    @Parameter
    DatabaseKind kind;

    private final SettableClock clock = new SettableClock();
    private final FakeInventory inventory = new FakeInventory();
    private final FakeCaller caller = new FakeCaller();
    private final List<Object> fired = new ArrayList<>();
    private TestDatabase database;
    private EntityManagerFactory factory;
    private EntityManager em;
    private Operations operations;
    private NewOperations newOperations;
    private DeviceResults deviceResults;

    @BeforeAll
    static void configure() {
        DefaultConfig.install();
    }

    @BeforeEach
    void open() throws ReflectiveOperationException {
        database = kind.open();
        inventory.devices(1, 5, 101).devices(6, 8, 111).devices(9, 9, 102);
        factory = Persistence.createEntityManagerFactory(
                "operations", Map.of("jakarta.persistence.nonJtaDataSource", database.dataSource()));
        em = factory.createEntityManager();
        operations = new Operations();
        operations.em = em;
        operations.lists = new Lists();
        set(operations.lists, "em", em);
        Links links = new Links();
        set(links, "settings", new ServerSettings());
        set(operations.lists, "links", links);
        operations.caller = caller;
        operations.organizations =
                new FakeOrganizations(database).add(101, 111L).add(111).add(102);
        operations.devices = inventory;
        operations.types = new OperationTypes() {
            @Override
            public List<String> names() {
                return List.of("bulk_serial_sync", "status_update");
            }

            @Override
            public boolean isAboutAddresses(String name) {
                return false;
            }

            @Override
            public boolean changesDevices(String name, OperationOptions options) {
                return "bulk_serial_sync".equals(name) && options.updateFirmwareInfo();
            }

            @Override
            public boolean isCountedByValue(String name) {
                return "status_update".equals(name);
            }
        };
        newOperations = new NewOperations();
        newOperations.em = em;
        newOperations.operations = operations;
        newOperations.caller = caller;
        newOperations.organizations = operations.organizations;
        newOperations.devices = inventory;
        newOperations.types = operations.types;
        deviceResults = new DeviceResults();
        deviceResults.lists = operations.lists;
        deviceResults.operations = operations;
        newOperations.audit = new Audit() {
            @Override
            public void created(String type, long id, Map<String, ?> after) {
                fired.add(type + " " + after.keySet());
            }
        };
        newOperations.accepted = event();
        newOperations.clock = clock;
    }

    @AfterEach
    void close() {
        em.close();
        factory.close();
    }

    @Test
    void accepts_what_the_caller_may_do() {
        caller.scope = OrganizationScope.of(Set.of(101L, 111L));
        AcceptedOperation accepted = accept(ALL);
        assertThat(accepted.status()).isEqualTo("scheduled");
        assertThat(accepted.targetDeviceCount()).isEqualTo(8);
        assertThat(accepted.estimatedDurationMinutes()).isEqualTo(1);
        assertThat(accepted.scheduledFor()).isEqualTo(clock.instant());
        assertThat(accepted.operationConfig().organizations()).containsExactly(101L, 111L);
        assertThat(accepted.monitoringUrl()).endsWith("/?id=" + accepted.id());
        assertThat(fired)
                .contains(new OperationAccepted(Long.parseLong(accepted.id()), clock.instant()))
                .hasSize(2);
        assertThat(database.text("SELECT options_json FROM operation")).contains("\"timeout_minutes\":120");
    }

    @Test
    void an_organization_stands_for_what_is_below() {
        assertThat(accept("{\"operation_type\": \"status_update\", \"target_organizations\": [101]}")
                        .targetDeviceCount())
                .isEqualTo(8);
    }

    @Test
    void foreign_organizations_are_forbidden_and_unknown_ones_cannot_work() {
        caller.scope = OrganizationScope.of(Set.of(101L, 111L));
        assertThatThrownBy(() ->
                        accept("{\"operation_type\": \"status_update\", \"target_organizations\": [101, 102, 999]}"))
                .isInstanceOf(Forbidden.class)
                .hasMessageContaining("organizations 102.");
        Rejected rejected = catchThrowableOfType(
                Rejected.class,
                () -> accept("{\"operation_type\": \"status_update\", \"target_organizations\": [101, 999]}"));
        assertThat(rejected.status()).isEqualTo(422);
        assertThat(rejected.fields()).containsOnlyKeys("target_organizations");
        caller.scope = OrganizationScope.NOTHING;
        assertThatThrownBy(() -> accept(ALL)).isInstanceOf(Forbidden.class);
    }

    @Test
    void what_changes_devices_is_for_those_who_may_change_them() {
        String change = "{\"operation_type\": \"bulk_serial_sync\", \"target_organizations\": [101, 102], \"options\":"
                + " {\"update_firmware_info\": true, \"dry_run\": %s}}";
        String accepted = accept(change.formatted("false")).id();
        database.execute("UPDATE operation SET status = 'completed' WHERE id = " + accepted);
        target(Long.parseLong(accepted), 1, "'failed', 'unreachable'");
        caller.change = OrganizationScope.of(Set.of(101L));
        for (String dry : List.of("false", "true")) {
            assertThatThrownBy(() -> inTransaction(() -> newOperations.accept(BodyReader.parse(change.formatted(dry)))))
                    .isInstanceOf(Forbidden.class)
                    .hasMessageContaining("organizations 102.");
        }
        assertThatThrownBy(() -> inTransaction(() -> newOperations.retry(accepted)))
                .isInstanceOf(Forbidden.class)
                .hasMessageContaining("organizations 102.");
        // who leaves the choice to the rights gets what these allow
        assertThat(accept("{\"operation_type\": \"bulk_serial_sync\", \"options\": {\"update_firmware_info\": true}}")
                        .operationConfig()
                        .organizations())
                .containsExactly(101L);
        assertThat(accept("{\"operation_type\": \"bulk_serial_sync\", \"target_organizations\": [101, 102]}")
                        .targetDeviceCount())
                .isEqualTo(9);
        caller.change = OrganizationScope.NOTHING;
        assertThatThrownBy(() -> accept(
                        "{\"operation_type\": \"bulk_serial_sync\", \"options\": {\"update_firmware_info\": true}}"))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void the_estimate_is_read_before_anything_is_written() {
        List<String> asked = new ArrayList<>();
        newOperations.em = (EntityManager) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {EntityManager.class}, (proxy, method, arguments) -> {
                    asked.add(method.getName());
                    return method.invoke(em, arguments);
                });
        accept(ALL);
        assertThat(asked).containsSubsequence("createQuery", "persist", "flush").doesNotHaveDuplicates();
    }

    @Test
    void filters_that_the_list_of_devices_does_not_take_cannot_work() {
        Rejected rejected = catchThrowableOfType(
                Rejected.class,
                () -> accept("{\"operation_type\": \"status_update\", \"device_filters\": {\"colour\": \"red\"}}"));
        assertThat(rejected.status()).isEqualTo(422);
        assertThat(rejected.fields()).hasToString("{device_filters={colour=[Unknown parameter 'colour'.]}}");
        AcceptedOperation accepted =
                accept("{\"operation_type\": \"status_update\", \"device_filters\": {\"name__ic\": \"core\"}}");
        assertThat(accepted.operationConfig().deviceFilters()).isEqualTo(Map.of("name__ic", "core"));
    }

    @Test
    void nothing_to_do_and_unknown_types_cannot_work() {
        Rejected empty = catchThrowableOfType(
                Rejected.class,
                () -> accept("{\"operation_type\": \"status_update\", \"device_filters\": {\"ids\": [77]}}"));
        assertThat(empty.status()).isEqualTo(422);
        assertThat(empty.fields()).containsOnlyKeys("device_filters");
        Rejected types = catchThrowableOfType(
                Rejected.class,
                () -> accept(
                        "{\"operation_type\": \"sync\", \"device_filters\": {\"types\": [\"router\", \"toaster\"]}}"));
        assertThat(types.fields()).containsOnlyKeys("operation_type", "device_filters");
        assertThat(types).hasMessageContaining("toaster");
    }

    @Test
    void the_estimate_follows_the_last_operations_of_the_type() {
        long id = Long.parseLong(accept(ALL).id());
        Instant start = clock.instant();
        clock.advance(Duration.ofMinutes(3));
        database.execute("UPDATE operation SET status = 'completed', processed_devices = 9, started_at = created_at,"
                + " finished_at = created_at WHERE id = " + id);
        em.clear();
        inTransaction(() -> em.createQuery("UPDATE Operation o SET o.finishedAt = :end WHERE o.id = :id")
                .setParameter("end", start.plus(Duration.ofMinutes(3)))
                .setParameter("id", id)
                .executeUpdate());
        assertThat(accept(ALL).estimatedDurationMinutes()).isEqualTo(3);
    }

    @Test
    void a_row_tells_progress_estimate_and_errors() {
        long id = Long.parseLong(accept("{\"operation_type\": \"status_update\", \"target_organizations\": [101, 102],"
                        + " \"device_filters\": {\"types\": [\"router\"]}}")
                .id());
        database.execute("UPDATE operation SET status = 'in_progress', started_at = created_at, total_devices = 4,"
                + " processed_devices = 3, failed_devices = 2 WHERE id = " + id);
        target(id, 1, "'ok', NULL");
        target(id, 2, "'failed', 'unreachable'");
        target(id, 3, "'failed', 'unreachable'");
        target(id, 4, "NULL, NULL");
        JsonNode row = Json.read(Json.write(page("").results().get(0)));
        assertThat(row.path("id").asText()).isEqualTo(Long.toString(id));
        assertThat(row.path("progress").asInt()).isEqualTo(75);
        assertThat(row.path("operation_details"))
                .isEqualTo(Json.read("{\"device_types\": [\"router\"], \"organization_ids\": [101, 102],"
                        + " \"error_summary\": {\"unreachable\": 2}}"));
        Page results = results(id, "outcome=failed&limit=1");
        assertThat(results.count()).isEqualTo(2);
        assertThat(results.next()).contains("offset=1", "outcome=failed");
        assertThat(results.results().get(0))
                .containsEntry("device_id", 2L)
                .containsEntry("error_class", "unreachable")
                .containsEntry("serial_number", "SN")
                .containsKeys("before", "after", "message", "attempts", "duration_ms", "finished_at");
        assertThat(results(id, "error_class=unreachable&ordering=-device_id").results())
                .extracting(result -> result.get("device_id"))
                .containsExactly(3L, 2L);
        assertThat(results(id, "").count()).isEqualTo(4);
        Operations.Found found = inTransaction(() -> operations.get(Long.toString(id)));
        assertThat(Json.read(Json.write(found.operation().summary()))).isEqualTo(row);
        assertThat(found.operation().priority()).isEqualTo("normal");
    }

    @Test
    void an_operation_is_seen_by_who_may_see_all_its_organizations() {
        String both = accept("{\"operation_type\": \"status_update\", \"target_organizations\": [101, 102]}")
                .id();
        String one = accept("{\"operation_type\": \"status_update\", \"target_organizations\": [102]}")
                .id();
        String all = accept(ALL).id();
        assertThat(ids("")).containsExactly(both, one, all);
        caller.scope = OrganizationScope.of(Set.of(102L));
        assertThat(ids("")).containsExactly(one);
        assertThatThrownBy(() -> ids("id=" + both)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> ids("id=" + all)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> ids("organization=101")).isInstanceOf(Forbidden.class);
        assertThat(ids("organization=102&id=" + one)).containsExactly(one);
        assertThat(ids("created_at__gte=2024-01-15T14:30:00Z&status=scheduled&operation_type__ic=it's"))
                .isEmpty();
        assertThat(ids("created_at__gte=2024-01-15T14:30:00Z&status=scheduled")).containsExactly(one);
        caller.scope = OrganizationScope.NOTHING;
        assertThat(ids("")).isEmpty();
    }

    @Test
    void the_list_is_filtered_ordered_and_paged() {
        String first = accept(ALL).id();
        clock.advance(Duration.ofSeconds(1));
        String second = accept("{\"operation_type\": \"bulk_serial_sync\"}").id();
        assertThat(ids("ordering=-created_at")).containsExactly(second, first);
        assertThat(ids("operation_type=status_update")).containsExactly(first);
        assertThat(ids("status__in=scheduled,failed&total_devices__gt=3")).hasSize(2);
        database.execute("UPDATE operation SET priority = 3, control = 'pause' WHERE id = " + second);
        assertThat(ids("priority=urgent")).containsExactly(second);
        assertThat(ids("priority__in=normal,Urgent")).containsExactly(first, second);
        assertThat(ids("priority__gte=high")).containsExactly(second);
        assertThat(ids("priority__n=urgent")).containsExactly(first);
        assertThat(ids("ordering=-priority")).containsExactly(second, first);
        for (String unknown : List.of("priority=asap", "priority__in=low,3")) {
            assertThat(catchThrowableOfType(Rejected.class, () -> ids(unknown)))
                    .hasMessageContaining("Valid choices: low, normal, high, urgent");
        }
        assertThat(ids("paused=true")).containsExactly(second);
        assertThat(ids("paused=false")).containsExactly(first);
        assertThat(page("fields=id,paused,priority&id=" + second).results())
                .containsExactly(Map.of("id", second, "paused", true, "priority", "urgent"));
        assertThat(page("id=" + second).results().get(0)).doesNotContainKeys("paused", "priority");
        assertThat(ids("id=" + second)).containsExactly(second);
        Page page = page("limit=1");
        assertThat(page.count()).isEqualTo(2);
        assertThat(page.next()).endsWith("/?limit=1&offset=1");
        assertThat(page.previous()).isNull();
        for (String unknown : List.of("id=999999", "id=abc", "id=")) {
            assertThatThrownBy(() -> ids(unknown)).as(unknown).isInstanceOf(NotFound.class);
        }
        assertThat(catchThrowableOfType(Failure.class, () -> ids("updatestatus=true"))
                        .status())
                .isEqualTo(400);
        assertThat(catchThrowableOfType(Failure.class, () -> ids("update_status=perhaps"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void the_devices_of_a_page_are_those_at_work_and_those_that_a_filter_meets() {
        long started = Long.parseLong(accept(ALL).id());
        database.execute("UPDATE operation SET status = 'in_progress' WHERE id = " + started);
        target(started, 70, "NULL, NULL");
        accept("{\"operation_type\": \"status_update\", \"target_organizations\": [102]}");
        Set<Long> devices =
                inTransaction(() -> operations.devicesOf(operations.query(uri("").getQueryParameters()), 10));
        assertThat(devices).containsExactlyInAnyOrder(70L, 9L);
        assertThat(inTransaction(() -> operations.devicesOf(operations.query(uri("").getQueryParameters()), 1)))
                .hasSize(1);
    }

    @Test
    void a_dry_run_tells_what_would_be_met_and_leaves_nothing() {
        NewOperations.Answer answer = inTransaction(() -> newOperations.accept(
                BodyReader.parse("{\"operation_type\": \"status_update\", \"target_organizations\": [101],"
                        + " \"options\": {\"dry_run\": true}}")));
        OperationPreview preview = ((NewOperations.Previewed) answer).preview();
        assertThat(preview.targetDeviceCount()).isEqualTo(8);
        assertThat(preview.targets()).hasSize(8);
        assertThat(preview.targets().get(0).serialNumber()).isEqualTo("SN-1");
        assertThat(page("").count()).isZero();
        assertThat(fired).isEmpty();
    }

    @Test
    void a_retry_is_a_new_operation_for_the_devices_that_failed() {
        String id = accept(ALL).id();
        assertThatThrownBy(() -> inTransaction(() -> newOperations.retry(id))).hasMessageContaining("has not ended");
        database.execute("UPDATE operation SET status = 'completed' WHERE id = " + id);
        assertThatThrownBy(() -> inTransaction(() -> newOperations.retry(id))).hasMessageContaining("No device failed");
        target(Long.parseLong(id), 1, "'ok', NULL");
        target(Long.parseLong(id), 2, "'failed', 'unreachable'");
        AcceptedOperation retry = inTransaction(() -> newOperations.retry(id)).operation();
        assertThat(retry.targetDeviceCount()).isEqualTo(1);
        Operations.Found found = inTransaction(() -> operations.get(retry.id()));
        assertThat(found.operation().retryOf()).isEqualTo(id);
        assertThat(found.operation().summary().status()).isEqualTo("scheduled");
        assertThat(ids("retry_of=" + id)).containsExactly(retry.id());
    }

    @Test
    void a_recurring_operation_begins_at_its_first_time() {
        AcceptedOperation accepted = accept("{\"operation_type\": \"status_update\", \"schedule\":"
                + " {\"recurrence\": \"0 2 * * * Europe/Berlin\", \"misfire\": \"skip\"}}");
        assertThat(accepted.scheduledFor()).isEqualTo(Instant.parse("2024-01-16T01:00:00Z"));
        assertThat(accepted.operationConfig().recurrence())
                .isEqualTo(new AcceptedOperation.Times("0 2 * * *", "Europe/Berlin", "skip"));
        assertThat(inTransaction(() -> operations.get(accepted.id()))
                        .operation()
                        .seriesId())
                .isEqualTo(accepted.id());
    }

    @Test
    void values_are_counted() {
        long id = Long.parseLong(accept(ALL).id());
        for (int device = 1; device <= 3; device++) {
            target(id, device, "'ok', NULL");
        }
        database.execute("UPDATE operation_target SET after_value = '=up', device_name = '-x' WHERE device_id < 3");
        assertThat(inTransaction(() -> operations.get(Long.toString(id)))
                        .operation()
                        .devicesByValue())
                .containsOnly(Map.entry("=up", 2L));
    }

    private AcceptedOperation accept(String json) {
        return ((NewOperations.Accepted) inTransaction(() -> newOperations.accept(BodyReader.parse(json)))).operation();
    }

    private List<String> ids(String query) {
        return page(query).results().stream()
                .map(row -> String.valueOf(row.get("id")))
                .toList();
    }

    private Page page(String query) {
        UriInfo uri = uri(query);
        return inTransaction(() -> operations.page(operations.query(uri.getQueryParameters()), uri));
    }

    private Page results(long id, String query) {
        return inTransaction(() -> deviceResults.page(Long.toString(id), uri(query)));
    }

    private void target(long operation, long device, String outcome) {
        database.execute("INSERT INTO operation_target (operation_id, device_id, serial_number, device_name, state,"
                + " attempts, outcome, error_class) VALUES (" + operation + ", " + device
                + ", 'SN', 'name', 'pending', 0, "
                + outcome + ")");
    }

    private <T> T inTransaction(Supplier<T> work) {
        em.clear();
        em.getTransaction().begin();
        boolean done = false;
        try {
            T result = work.get();
            em.getTransaction().commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                em.getTransaction().rollback();
            }
        }
    }

    @SuppressWarnings("unchecked") // a proxy is of the type that it is asked to be
    private Event<OperationAccepted> event() {
        return (Event<OperationAccepted>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Event.class}, (proxy, method, arguments) -> {
                    fired.add(arguments[0]);
                    return null;
                });
    }

    private static UriInfo uri(String query) {
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        for (String part : query.split("&")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parameters.add(part.substring(0, equals), part.substring(equals + 1));
            }
        }
        URI request = URI.create("http://localhost:8080/api/v1/" + OperationsResource.PATH + "/");
        return (UriInfo) Proxy.newProxyInstance(
                OperationsTest.class.getClassLoader(),
                new Class<?>[] {UriInfo.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getQueryParameters" -> parameters;
                    case "getRequestUri" -> request;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static void set(Object bean, String field, Object value) throws ReflectiveOperationException {
        Field declared = bean.getClass().getDeclaredField(field);
        declared.setAccessible(true);
        declared.set(bean, value);
    }

    private static final class FakeCaller implements Caller {

        private OrganizationScope scope = OrganizationScope.EVERYTHING;
        private OrganizationScope change = OrganizationScope.EVERYTHING;

        @Override
        public long userId() {
            return 7;
        }

        @Override
        public String username() {
            return "user";
        }

        @Override
        public boolean isSuperuser() {
            return scope.all();
        }

        @Override
        public OrganizationScope scope(String role, Permission permission) {
            if (permission == Permission.CHANGE) {
                return change;
            }
            return scope;
        }
    }
}
