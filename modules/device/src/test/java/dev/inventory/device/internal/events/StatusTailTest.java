package dev.inventory.device.internal.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.device.internal.DatabaseKind;
import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.access.Standing;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.DatabaseFailure;
import dev.inventory.platform.persistence.SqlInstant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What those who follow are told, with threads that the test itself runs. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
@SuppressWarnings("UnnecessaryAssignment") // there is no container here to inject
class StatusTailTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final StatusFilter ALL = new StatusFilter(Set.of(), Set.of(), Set.of());

    @Parameter
    DatabaseKind kind;

    private final StatusTail tail = new StatusTail();
    private final Deque<Runnable> reads = new ArrayDeque<>();
    private Instant now = BEGIN;
    private int otherServers;
    private long queries;
    private DataSource dataSource;
    private Optional<OrganizationScope> rights = Optional.of(OrganizationScope.EVERYTHING);

    /** Notes what it is sent, and stands still after so many events. */
    private static final class Screen implements Outlet {

        private final List<Long> told = new ArrayList<>();
        private final List<String> positions = new ArrayList<>();
        private int signs;
        private boolean closed;

        @Override
        public void status(StatusEvent event) {
            told.add(event.id());
        }

        @Override
        public void position(String id) {
            positions.add(id);
        }

        @Override
        public void sign() {
            signs++;
        }

        @Override
        public boolean isClosed() {
            return closed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** One who follows, and is written to when the test says so. */
    private final class Follower {

        private final Screen screen = new Screen();
        private final Deque<Runnable> writes = new ArrayDeque<>();
        private final StatusStream stream;

        Follower(StatusFilter filter, Optional<Bookmark> last, boolean idle) {
            this(filter, tail.begin(last, idle));
        }

        Follower(StatusFilter filter, StatusTail.Place place) {
            Standing standing = (role, permission) -> rights;
            stream = new StatusStream(
                    filter,
                    standing,
                    screen,
                    tail,
                    place,
                    new StatusStream.Threads(writes::add, reads::add),
                    tail.clock);
            assertThat(stream.look()).isTrue();
            stream.greet();
            stream.call();
        }

        /** Takes what there is for him. */
        List<Long> told() {
            stream.call();
            while (!writes.isEmpty() || !reads.isEmpty()) {
                while (!writes.isEmpty()) {
                    writes.remove().run();
                }
                if (!reads.isEmpty()) {
                    reads.remove().run();
                }
            }
            return screen.told;
        }
    }

    @BeforeEach
    void open() throws SQLException {
        dataSource = kind.open();
        tail.clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        tail.others = () -> otherServers;
        tail.rows = new StatusRows();
        tail.rows.database = new Database() {
            @Override
            public <T> T run(Work<T> work) {
                queries++;
                try (Connection connection = dataSource.getConnection()) {
                    connection.setAutoCommit(false);
                    T result = work.on(connection);
                    connection.commit();
                    return result;
                } catch (SQLException e) {
                    throw new DatabaseFailure(e);
                }
            }
        };
        for (int id = 1; id <= 2; id++) {
            execute("INSERT INTO device (id, organization_id, type_id, name, hostname, hostname_key,"
                    + " serial_number, status, status_reason, last_status_change, pending_config, polling_enabled,"
                    + " snmp_version, snmp_port, snmp_timeout_ms, snmp_retries, row_key, version, created_at,"
                    + " updated_at) VALUES (" + id + ", " + id + ", 1, 'name-" + id + "', 'h" + id + "', 'h" + id
                    + "', 's" + id + "', TRUE, '', CURRENT_TIMESTAMP, FALSE, TRUE, '2c', 161, 1000, 1, 'k', 1,"
                    + " CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void write(long... ids) throws SQLException {
        writeOf(1, "down", LongStream.of(ids));
    }

    /** Rows with ids of the test's choice, as if transactions had drawn them and commit now. */
    private void writeOf(long device, String detail, LongStream ids) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            write(connection, device, detail, ids);
            connection.commit();
        }
    }

    private void write(Connection connection, long device, String detail, LongStream ids) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO device_status_history (id, device_id, status, status_detail,"
                        + " reason, source, changed_at) VALUES (?, ?, ?, ?, 'because', 'poll', ?)")) {
            for (long id : ids.toArray()) {
                insert.setLong(1, id);
                insert.setLong(2, device);
                insert.setBoolean(3, "up".equals(detail));
                insert.setString(4, detail);
                SqlInstant.set(insert, 5, now);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private Follower follow() {
        return new Follower(ALL, Optional.empty(), true);
    }

    private Follower followAfter(long id) {
        return new Follower(ALL, Optional.of(Bookmark.row(id)), false);
    }

    private static Long[] range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toArray(Long[]::new);
    }

    @Test
    void beginsWithWhatHappensFromNowOn() throws SQLException {
        write(1, 2, 3);
        Follower follower = follow();
        assertThat(follower.told()).isEmpty();
        assertThat(follower.screen.positions).containsExactly("3~");

        write(4, 5);
        assertThat(follower.told()).isEmpty();
        tail.read();

        assertThat(follower.told()).containsExactly(4L, 5L);
        assertThat(new Follower(ALL, Optional.empty(), false).told()).isEmpty();
    }

    @Test
    void tellsARowThatBecomesVisibleAfterOnesWithHigherIds() throws SQLException {
        write(1);
        Follower follower = follow();
        write(3, 6);
        tail.read();
        assertThat(follower.told()).containsExactly(3L, 6L);

        write(2);
        tail.read();
        write(5, 7);
        tail.read();
        write(4);
        tail.read();

        assertThat(follower.told()).containsExactly(3L, 6L, 2L, 5L, 7L, 4L);
        assertThat(tail.log().end().seen()).isEqualTo(Seen.upTo(7));
    }

    @Test
    void tellsARowThatWasDrawnBeforeItBeganAndCommittedAfter() throws SQLException {
        write(1, 3);
        Follower follower = follow();
        write(2);
        tail.read();

        assertThat(follower.told()).containsExactly(2L);
    }

    @Test
    void waitsForATransactionAsLongAsItLasts() throws SQLException {
        write(1);
        Follower follower = follow();
        if (kind == DatabaseKind.POSTGRESQL) {
            try (Connection slow = dataSource.getConnection()) {
                slow.setAutoCommit(false);
                write(slow, 1, "down", LongStream.of(2));
                write(3);
                tail.read();
                now = now.plusSeconds(3600);
                tail.read();
                assertThat(follower.told()).containsExactly(3L);
                assertThat(tail.log().end().seen().missing()).containsExactly(new Seen.Span(2, 2));
                slow.commit();
            }
            tail.read();
            assertThat(follower.told()).containsExactly(3L, 2L);
        }
        write(6);
        tail.read();
        assertThat(tail.log().end().seen().missing()).isNotEmpty();
        now = now.plusSeconds(3600);
        tail.read(); // nobody is left who could write what is missing
        assertThat(tail.log().end().seen().missing()).isEmpty();
    }

    @Test
    void oneWhoIsSlowReadsOnFromTheTableAndMeetsTheLogAgain() throws SQLException {
        write(1);
        Follower quick = follow();
        Follower slow = new Follower(ALL, Optional.empty(), false);
        quick.told();
        slow.told();
        writeOf(1, "down", LongStream.concat(LongStream.of(2), LongStream.rangeClosed(4, 7000)));
        tail.read();
        assertThat(quick.told()).hasSize(6998);
        writeOf(1, "up", LongStream.rangeClosed(7001, 14_000));
        tail.read();
        assertThat(tail.log().after(new StatusLog.Position(0, Seen.upTo(0)))).isInstanceOf(StatusLog.Next.Gone.class);
        assertThat(quick.told()).hasSize(13_998);

        // while it reads from the table, the missing row turns up and more come
        slow.stream.call();
        slow.writes.remove().run();
        slow.writes.clear();
        reads.remove().run();
        write(3);
        writeOf(1, "down", LongStream.rangeClosed(14_001, 14_010));
        tail.read();

        assertThat(slow.told()).doesNotHaveDuplicates().containsExactlyInAnyOrder(range(2, 14_010));
        assertThat(quick.told()).doesNotHaveDuplicates().containsExactlyInAnyOrder(range(2, 14_010));
    }

    @Test
    void oneWhoTakesNothingHoldsUpNobodyAndHoldsOneBatch() throws SQLException {
        Follower stuck = follow();
        Follower quick = new Follower(ALL, Optional.empty(), false);
        for (int round = 0; round < 30; round++) {
            writeOf(1, "down", LongStream.rangeClosed(round * 1000L + 1, round * 1000L + 1000));
            tail.read();
            stuck.stream.call();
            assertThat(quick.told()).hasSize(round * 1000 + 1000);
        }

        assertThat(stuck.writes).hasSize(1);
        assertThat(stuck.screen.told).isEmpty();
        assertThat(stuck.told()).containsExactly(range(1, 30_000));
    }

    @Test
    void goesOnBehindTheLastRowWithNothingTwiceWhereItIsAlone() throws SQLException {
        write(1);
        Follower follower = follow();
        write(2, 5);
        tail.read();
        write(4, 6);
        tail.read();
        write(3);
        tail.read();
        assertThat(follower.told()).containsExactly(2L, 5L, 4L, 6L, 3L);

        assertThat(followAfter(6).told()).containsExactly(3L);
        assertThat(followAfter(2).told()).containsExactly(5L, 4L, 6L, 3L);
        // another may have been told 4 by its id, before 5
        assertThat(followAfter(4).told()).containsExactly(5L, 4L, 6L, 3L);
        write(7);
        tail.read();
        assertThat(followAfter(7).told()).isEmpty();
    }

    @Test
    void goesOnBeforeTheLastRowWhereAnotherServerMayHaveToldIt() throws SQLException {
        write(1);
        now = now.plusSeconds(600);
        write(2, 3);
        otherServers = 1;
        Follower follower = follow();
        write(4, 5);
        tail.read();
        assertThat(follower.told()).containsExactly(4L, 5L);

        assertThat(followAfter(4).told()).containsExactly(2L, 3L, 5L);
        assertThat(followAfter(5).told()).containsExactly(2L, 3L, 4L);
        assertThat(followAfter(1).told()).containsExactly(2L, 3L, 4L, 5L);
        assertThat(followAfter(0).told()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(followAfter(9).told()).isSubsetOf(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void goesOnExactlyBehindAPosition() throws SQLException {
        write(1, 3);
        otherServers = 1;
        Follower follower = follow();
        follower.told();
        assertThat(follower.screen.positions).containsExactly("3~2");
        Bookmark position = Bookmark.parse("3~2").orElseThrow();
        write(2, 4);

        assertThat(new Follower(ALL, Optional.of(position), false).told()).containsExactly(2L, 4L);
        now = now.plusSeconds(3600);
        assertThat(new Follower(ALL, Optional.of(position), true).told()).containsExactly(2L, 4L);
    }

    @Test
    void afterAPauseItDoesNotReadWhatNobodyAskedFor() throws SQLException {
        write(1);
        follow();
        now = now.plusSeconds(3600);
        writeOf(1, "down", LongStream.rangeClosed(2, 5000));
        long before = queries;

        assertThat(follow().told()).isEmpty();

        assertThat(queries - before).isLessThan(10);
        assertThat(followAfter(4998).told()).contains(4999L, 5000L);
    }

    @Test
    void isHeardOfWhenNothingHappens() throws SQLException {
        Follower follower = follow();
        follower.told();
        write(1);
        tail.read();
        follower.told();
        assertThat(follower.screen.positions).containsExactly("0~");
        now = now.plusSeconds(14);
        assertThat(follower.stream.isSilent()).isFalse();
        now = now.plusSeconds(1);
        assertThat(follower.stream.isSilent()).isTrue();
        follower.told();
        follower.told();

        assertThat(follower.screen.positions).containsExactly("0~", "1~");
        Follower reading = followAfter(0);
        reading.writes.remove().run();
        assertThat(reading.screen.signs).isEqualTo(1);
        assertThat(reading.screen.positions).isEmpty();
    }

    @Test
    void isGreetedWithItsOwnPlaceThoughOthersHaveReadOn() throws SQLException {
        follow().told();
        StatusTail.Place place = tail.begin(Optional.empty(), false);
        write(1);
        tail.read();
        Follower late = new Follower(ALL, place);

        assertThat(late.screen.positions).containsExactly("0~");
        assertThat(late.told()).containsExactly(1L);
    }

    @Test
    void tellsWhatIsAskedForAndMayBeSeen() throws SQLException {
        rights = Optional.of(OrganizationScope.of(Set.of(1L)));
        Follower ours = follow();
        Follower ups = new Follower(new StatusFilter(Set.of(), Set.of(), Set.of("up")), Optional.empty(), false);
        Follower ofTheOther = new Follower(new StatusFilter(Set.of(), Set.of(2L), Set.of()), Optional.empty(), false);
        writeOf(1, "down", LongStream.of(1));
        writeOf(2, "up", LongStream.of(2));
        writeOf(1, "up", LongStream.of(3));
        tail.read();

        assertThat(ours.told()).containsExactly(1L, 3L);
        assertThat(ups.told()).containsExactly(3L);
        assertThat(ofTheOther.told()).isEmpty();
        rights = Optional.of(OrganizationScope.EVERYTHING);
        assertThat(ofTheOther.stream.look()).isTrue();
        writeOf(2, "down", LongStream.of(4));
        tail.read();
        assertThat(ofTheOther.told()).containsExactly(4L);
    }

    @Test
    void endsWhenTheRightsAreLost() {
        Follower follower = follow();
        Follower ofOne = new Follower(new StatusFilter(Set.of(1L), Set.of(), Set.of()), Optional.empty(), false);
        rights = Optional.of(OrganizationScope.of(Set.of(2L)));
        assertThat(follower.stream.look()).isTrue();
        assertThat(ofOne.stream.look()).isFalse();
        rights = Optional.empty();
        assertThat(follower.stream.look()).isFalse();
        rights = Optional.of(OrganizationScope.EVERYTHING);
        follower.stream.close();
        assertThat(follower.screen.closed).isTrue();
        assertThat(follower.stream.look()).isFalse();
    }

    @Test
    void aDeletedDeviceTakesItsRowsWithIt() throws SQLException {
        Follower follower = follow();
        writeOf(2, "down", LongStream.of(1, 2));
        tail.read();
        writeOf(2, "up", LongStream.of(3));
        execute("DELETE FROM device WHERE id = 2");
        write(4);
        tail.read();

        assertThat(follower.told()).containsExactly(1L, 2L, 4L);
        assertThat(followAfter(0).told()).containsExactly(4L);
    }
}
