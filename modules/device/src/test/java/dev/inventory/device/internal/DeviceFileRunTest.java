package dev.inventory.device.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.device.internal.DeviceFileRun.Mode;
import dev.inventory.device.internal.file.FileKeys;
import dev.inventory.device.internal.file.FileRow;
import dev.inventory.device.internal.file.ImportReport;
import dev.inventory.device.internal.life.LifeChecks;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.jobs.Jobs;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.DatabaseFailure;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RunnableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Devices that another request makes between a batch of a file being judged and being written, by another thread. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
@SuppressWarnings("UnnecessaryAssignment") // there is no container here to inject
class DeviceFileRunTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-01-15T14:30:00Z"), ZoneOffset.UTC);
    private static final Audit.Author AUTHOR = new Audit.Author(7, "importer", "127.0.0.1", "r-1");

    /** What a transaction has noted in the audit log, which is rolled back with it. */
    private static final ThreadLocal<Map<String, String>> NOTED = ThreadLocal.withInitial(TreeMap::new);

    @Parameter
    DatabaseKind kind;

    private final Map<String, String> audited = new ConcurrentHashMap<>();
    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private DataSource dataSource;
    private EntityManagerFactory factory;
    private EntityManager em;
    private Transactions transactions;
    private ImportReport report;

    @BeforeEach
    void open() throws IOException {
        dataSource = kind.open();
        factory = Persistence.createEntityManagerFactory(
                "device", Map.of("jakarta.persistence.nonJtaDataSource", dataSource));
        em = factory.createEntityManager();
        transactions = new Transactions(dataSource);
        report = new ImportReport(true);
    }

    @AfterEach
    void close() throws IOException {
        writer.shutdownNow();
        report.close();
        em.close();
        factory.close();
    }

    @Test
    void aSerialNumberThatSlipsInIsTakenForTheDeviceThatItIs() throws Exception {
        List<FileRow> rows = rows(2, 4, i -> device("S" + i, "host-" + i));

        try (DeviceFileRun run = run(device("S3", "elsewhere").put("location", "Rack 9"))) {
            run.take(rows);
            run.end();
        }

        assertThat(outcomes()).isEqualTo(Map.of(2, "created", 3, "updated", 4, "created"));
        assertCounts(2, 1, 0, 0);
        assertThat(inventory()).isEqualTo(Map.of("S2", "host-2", "S3", "host-3", "S4", "host-4"));
        assertThat(audited).isEqualTo(Map.of("S2", "created", "S3", "changed", "S4", "created"));
        // each with what belongs to it, once
        assertThat(number("SELECT COUNT(*) FROM device_poll")).isEqualTo(3);
        assertThat(number("SELECT COUNT(*) FROM device_status_history")).isEqualTo(3);
    }

    @Test
    void aHostnameThatSlipsInFailsItsRowAlone() throws Exception {
        List<FileRow> rows = rows(2, 4, i -> device("S" + i, "host-" + i));

        try (DeviceFileRun run = run(device("OTHER", "HOST-3"))) {
            run.take(rows);
            run.end();
        }

        assertThat(outcomes()).isEqualTo(Map.of(2, "created", 3, "failed", 4, "created"));
        assertCounts(2, 0, 0, 1);
        assertThat(told().path("rows").path(1))
                .isEqualTo(Json.mapper()
                        .readTree("{\"line\": 3, \"serial_number\": \"S3\", \"outcome\": \"failed\", \"status\": 409,"
                                + " \"errors\": {\"hostname\":"
                                + " [\"A device with this hostname already exists in this organization.\"]}}"));
        assertThat(inventory()).isEqualTo(Map.of("S2", "host-2", "OTHER", "HOST-3", "S4", "host-4"));
        assertThat(audited).isEqualTo(Map.of("S2", "created", "S4", "created"));
    }

    /** The next batch is judged by then, and goes by what was taken before; what follows goes by what is there. */
    @Test
    void theBatchesThatFollowAreTakenAsIfNothingHadHappened() throws Exception {
        List<FileRow> first = rows(2, 201, i -> device("S" + i, "host-" + i));
        List<FileRow> second = rows(202, 401, i -> device("S" + i, "host-" + (i == 300 ? 7 : i)));
        List<FileRow> third = rows(402, 601, i -> device(i == 500 ? "S100" : "S" + i, "host-" + i));

        try (DeviceFileRun run = run(device("S100", "host-150"))) {
            run.take(first);
            run.take(second);
            run.take(third);
            run.end();
        }

        Map<Integer, String> outcomes = outcomes();
        assertThat(outcomes).hasSize(600);
        assertThat(outcomes.get(100)).isEqualTo("updated"); // it is that device, and gives its host name up
        assertThat(outcomes.get(150)).isEqualTo("created"); // with that name
        assertThat(outcomes.get(300)).isEqualTo("failed");
        assertThat(outcomes.get(500)).isEqualTo("failed");
        assertCounts(597, 1, 0, 2);
        Map<String, String> expected = new TreeMap<>();
        outcomes.forEach((line, outcome) -> {
            if (!outcome.equals("failed")) {
                expected.put("S" + line, "host-" + line);
            }
        });
        assertThat(inventory()).isEqualTo(expected).hasSize(598);
        assertThat(audited).hasSize(598).containsEntry("S100", "changed");
    }

    @Test
    void aHostnameThatTheFileGaveUpMayBeAnothersBeforeItIsTakenAgain() throws Exception {
        inserted(device("OLD", "wanted"));

        try (DeviceFileRun run = run()) {
            run.take(rows(2, 2, i -> device("OLD", "moved")));
            inserted(device("OTHER", "wanted"));
            run.take(rows(3, 4, i -> device("S" + i, i == 3 ? "wanted" : "host-4")));
            run.end();
        }

        assertThat(outcomes()).isEqualTo(Map.of(2, "updated", 3, "failed", 4, "created"));
        assertCounts(1, 1, 0, 1);
        assertThat(inventory()).isEqualTo(Map.of("OLD", "moved", "OTHER", "wanted", "S4", "host-4"));
    }

    private static ObjectNode device(String serial, String hostname) {
        return Json.mapper()
                .createObjectNode()
                .put("name", serial)
                .put("serial_number", serial)
                .put("hostname", hostname)
                .put("type", 1)
                .put("organization", 1);
    }

    private static List<FileRow> rows(int from, int to, Function<Integer, ObjectNode> device) {
        List<FileRow> rows = new ArrayList<>();
        for (int line = from; line <= to; line++) {
            rows.add(new FileRow(line, device.apply(line), Optional.empty()));
        }
        return rows;
    }

    /** What another request writes, and has committed. */
    private void inserted(ObjectNode fields) {
        transactions.in(() -> transactions.run(connection -> insert(connection, fields)));
    }

    private static boolean insert(Connection connection, ObjectNode fields) throws SQLException {
        DeviceFields.Read read = DeviceFields.read(Body.of(fields), DeviceFields.Mode.CREATE, null, SnmpKeys.Kept.NONE);
        Device device = new Device(read.fields(), new FirstType(), CLOCK.instant());
        return !DeviceRows.insert(connection, List.of(device), "somebody else").isEmpty();
    }

    /** The first of the types that every inventory has. */
    private static final class FirstType extends DeviceType {
        @Override
        long id() {
            return 1;
        }
    }

    /** @param slippingIn what another request has written, and commits when the first batch of new devices waits for it */
    private DeviceFileRun run(ObjectNode... slippingIn) {
        List<ObjectNode> others = new ArrayList<>(List.of(slippingIn));
        Jobs jobs = new Jobs() {
            @Override
            public void offer(RunnableFuture<?> work) {
                if (others.isEmpty()) {
                    writer.execute(work);
                    return;
                }
                try (Connection other = dataSource.getConnection()) {
                    other.setAutoCommit(false);
                    insert(other, others.remove(0));
                    writer.execute(work);
                    Awaitility.await("the batch meets the other device")
                            .atMost(Duration.ofSeconds(60))
                            .until(() -> kind.isWaitedFor(dataSource));
                    other.commit();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        Audit audit = new Audit() {
            @Override
            public Author author() {
                return AUTHOR;
            }

            @Override
            public void createdAll(Author author, String type, Map<Long, ? extends Map<String, ?>> after) {
                assertThat(author).isEqualTo(AUTHOR);
                after.values().forEach(fields -> note(String.valueOf(fields.get("serial_number")), "created"));
            }

            @Override
            public void changedAll(String type, Map<Long, Change> changes) {
                changes.values()
                        .forEach(each -> note(String.valueOf(each.after().get("serial_number")), "changed"));
            }
        };
        DeviceFileInserts inserts = new DeviceFileInserts() {
            @Override
            public void create(List<DeviceFileRow> rows, Audit.Author author) {
                transactions.in(() -> super.create(rows, author));
            }
        };
        inserts.secrets = new DeviceSecrets();
        inserts.database = transactions;
        inserts.audit = audit;
        inserts.clock = CLOCK;
        inserts.changed = deaf();
        DeviceFileBatch batches = new DeviceFileBatch() {
            @Override
            public Taken take(List<FileRow> rows, FileKeys file, Writing writing) {
                return inTransaction(() -> super.take(rows, file, writing));
            }
        };
        batches.em = em;
        batches.database = new Database() {
            @Override
            public <T> T run(Work<T> work) {
                return on(em.unwrap(Connection.class), work);
            }
        };
        batches.caller = new Importer();
        batches.organizations = new TwoOrganizations();
        batches.parents = new DeviceParents();
        batches.lifeChecks = new LifeChecks();
        batches.secrets = inserts.secrets;
        batches.inserts = new DeviceFileInserts(); // in the same transaction
        batches.inserts.secrets = inserts.secrets;
        batches.inserts.database = batches.database;
        batches.inserts.audit = audit;
        batches.inserts.clock = CLOCK;
        batches.inserts.changed = deaf();
        batches.audit = audit;
        batches.clock = CLOCK;
        batches.changed = deaf();
        batches.statusChanged = deaf();
        return new DeviceFileRun(report, Mode.EACH, batches, inserts, AUTHOR, jobs);
    }

    private void note(String serial, String what) {
        NOTED.get().put(serial, what);
    }

    private void settle(boolean done) {
        if (done) {
            NOTED.get().forEach((serial, what) -> assertThat(audited.put(serial, what))
                    .as(serial + " was written before")
                    .isNull());
        }
        NOTED.remove();
    }

    private <T> T inTransaction(Supplier<T> work) {
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
                em.clear();
            }
            settle(done);
        }
    }

    private static <T> T on(Connection connection, Database.Work<T> work) {
        try {
            return work.on(connection);
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    private JsonNode told() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        report.write(out, false, false, true);
        return Json.mapper().readTree(out.toByteArray());
    }

    /** What became of each line; each is told of once. */
    private Map<Integer, String> outcomes() throws IOException {
        Map<Integer, String> outcomes = new TreeMap<>();
        told().path("rows").forEach(row -> assertThat(outcomes.put(
                        row.path("line").asInt(), row.path("outcome").asText()))
                .as("line " + row.path("line"))
                .isNull());
        return outcomes;
    }

    private void assertCounts(int created, int updated, int unchanged, int failed) throws IOException {
        JsonNode counts = told();
        assertThat(List.of(
                        counts.path("total").asInt(),
                        counts.path("created").asInt(),
                        counts.path("updated").asInt(),
                        counts.path("unchanged").asInt(),
                        counts.path("failed").asInt()))
                .containsExactly(created + updated + unchanged + failed, created, updated, unchanged, failed);
    }

    /** The host names by serial number. */
    private Map<String, String> inventory() throws SQLException {
        Map<String, String> inventory = new TreeMap<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT serial_number, hostname FROM device")) {
            while (rows.next()) {
                inventory.put(rows.getString(1), rows.getString(2));
            }
        }
        return inventory;
    }

    private int number(String query) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @SuppressWarnings("unchecked") // a proxy is of the type that it is asked to be
    private static <T> Event<T> deaf() {
        return (Event<T>) Proxy.newProxyInstance(
                DeviceFileRunTest.class.getClassLoader(),
                new Class<?>[] {Event.class},
                (proxy, method, arguments) -> null);
    }

    /** Transactions as the container gives them: one to a thread. */
    private final class Transactions extends Database {

        private static final ThreadLocal<Connection> CURRENT = new ThreadLocal<>();

        private final DataSource source;

        Transactions(DataSource source) {
            this.source = source;
        }

        @Override
        public <T> T run(Work<T> work) {
            return on(CURRENT.get(), work);
        }

        void in(Runnable work) {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                CURRENT.set(connection);
                boolean done = false;
                try {
                    work.run();
                    connection.commit();
                    done = true;
                } finally {
                    CURRENT.remove();
                    if (!done) {
                        connection.rollback();
                    }
                    settle(done);
                }
            } catch (SQLException e) {
                throw new DatabaseFailure(e);
            }
        }
    }

    private static final class Importer implements Caller {

        @Override
        public long userId() {
            return AUTHOR.userId();
        }

        @Override
        public String username() {
            return AUTHOR.username();
        }

        @Override
        public boolean isSuperuser() {
            return false;
        }

        @Override
        public OrganizationScope scope(String role, Permission permission) {
            return OrganizationScope.EVERYTHING;
        }
    }

    private static final class TwoOrganizations implements Organizations {

        @Override
        public Map<Long, Organization> byIds(Collection<Long> ids) {
            return ids.stream()
                    .filter(id -> id == 1 || id == 2)
                    .collect(Collectors.toMap(id -> id, id -> new Organization(id, "Organization " + id, null)));
        }

        @Override
        public Map<String, Organization> byNames(Collection<String> names) {
            return Map.of();
        }

        @Override
        public Set<Long> withDescendants(long id) {
            return Set.of(id);
        }

        @Override
        public Set<Long> withAncestors(long id) {
            return Set.of(id);
        }
    }
}
