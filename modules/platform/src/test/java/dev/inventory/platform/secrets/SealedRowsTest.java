package dev.inventory.platform.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.platform.persistence.DerbyInMemory;
import dev.inventory.platform.secrets.SealedRows.Exchange;
import dev.inventory.platform.secrets.SealedRows.Portion;
import dev.inventory.platform.secrets.SealedRows.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of sealed columns, and the walk over them. */
class SealedRowsTest {

    private static final SealedColumn COLUMN = new SealedColumn() {
        @Override
        public String table() {
            return "safe";
        }

        @Override
        public String column() {
            return "content";
        }

        @Override
        public String rowKeyColumn() {
            return "row_key";
        }

        @Override
        public String place(String rowKey) {
            return "safe.content:" + rowKey;
        }
    };

    private final DerbyInMemory derby = new DerbyInMemory();
    private final SealedRows rows = new SealedRows();

    @BeforeEach
    void tables() throws SQLException {
        rows.database = derby.database();
        derby.execute("CREATE TABLE safe (id BIGINT NOT NULL PRIMARY KEY, row_key VARCHAR(36) NOT NULL,"
                + " content VARCHAR(1000))");
        derby.execute("CREATE TABLE master_key (id BIGINT NOT NULL PRIMARY KEY, resealed BIGINT NOT NULL)");
        derby.execute("INSERT INTO master_key VALUES (1, 0)");
    }

    @AfterEach
    void end() {
        derby.close();
    }

    @Test
    void walksOverWhatOthersSealedInPages() throws SQLException {
        put(1, "v1:old:a:a");
        put(2, "v1:new:b:b");
        put(3, null);
        put(4, "v1:1:c:c");
        put(5, "v1:old:d:d");

        assertThat(rows.sealedByOthers(COLUMN, "new", 0, 2))
                .isEqualTo(new Portion(
                        List.of(new Row(1, "row-1", "v1:old:a:a"), new Row(4, "row-4", "v1:1:c:c")), 4, false));
        assertThat(rows.sealedByOthers(COLUMN, "new", 4, 2))
                .isEqualTo(new Portion(List.of(new Row(5, "row-5", "v1:old:d:d")), 4 + SealedRows.LOOKED_AT, false));
        assertThat(rows.sealedByOthers(COLUMN, "new", 5, 2)).isEqualTo(new Portion(List.of(), 5, true));
    }

    @Test
    void looksAtSomeRowsOfALargeTableAtATimeAndSkipsWhatIsNotThere() throws SQLException {
        long far = 5_000_000_000L;
        put(1, "v1:new:a:a");
        put(far, "v1:new:b:b");
        put(far + SealedRows.LOOKED_AT, "v1:old:c:c");

        assertThat(rows.sealedByOthers(COLUMN, "new", 0, 2))
                .isEqualTo(new Portion(List.of(), SealedRows.LOOKED_AT, false));
        assertThat(rows.sealedByOthers(COLUMN, "new", SealedRows.LOOKED_AT, 2))
                .isEqualTo(new Portion(List.of(), far + SealedRows.LOOKED_AT - 1, false));
        assertThat(rows.sealedByOthers(COLUMN, "new", far + SealedRows.LOOKED_AT - 1, 2)
                        .rows())
                .hasSize(1);
    }

    @Test
    void exchangesOnlyWhatIsStillAsItWasRead() throws SQLException {
        put(1, "v1:old:a:a");
        put(2, "v1:old:b:b");
        List<Row> read = rows.sealedByOthers(COLUMN, "new", 0, 10).rows();
        derby.execute("UPDATE safe SET content = 'v1:new:user:user' WHERE id = 1");

        int exchanged = rows.exchange(
                COLUMN,
                read.stream()
                        .map(row -> new Exchange(row.id(), row.sealed(), "v1:new:walk:" + row.id()))
                        .toList(),
                1);

        assertThat(exchanged).isEqualTo(1);
        assertThat(content(1)).isEqualTo("v1:new:user:user");
        assertThat(content(2)).isEqualTo("v1:new:walk:2");
        assertThat(number("SELECT resealed FROM master_key")).isEqualTo(1);
    }

    @Test
    void doesNotWaitForAWriter() throws SQLException {
        put(1, "v1:old:a:a");
        try (Connection writer = derby.connect()) {
            writer.setAutoCommit(false);
            writer.createStatement().executeUpdate("UPDATE safe SET content = 'v1:old:b:b' WHERE id = 1");

            assertThat(rows.sealedByOthers(COLUMN, "new", 0, 10).rows()).hasSize(1);
            assertThat(rows.count(COLUMN, List.of("old")).all()).isEqualTo(1);
            writer.rollback();
        }
    }

    @Test
    void countsByKey() throws SQLException {
        put(1, "v1:old:a:a");
        put(2, "v1:new:b:b");
        put(3, null);
        put(4, "v1:1:c:c");
        put(5, "v1:lost:d:d");

        SealedRows.Count count = rows.count(COLUMN, List.of("new", "old", "1", "none"));

        assertThat(count.all()).isEqualTo(4);
        assertThat(count.byKey()).isEqualTo(Map.of("new", 1L, "old", 1L, "1", 1L, "none", 0L));
    }

    @Test
    void countsNothingInAnEmptyTable() {
        assertThat(rows.count(COLUMN, List.of("new"))).isEqualTo(new SealedRows.Count(0, Map.of("new", 0L)));
    }

    @Test
    void aWalkGoesOnWhereAnotherWasKilled() throws SQLException {
        Secrets before = SecretsTest.under(1);
        int total = SealWalk.BATCH * 2 + 50;
        for (int id = 1; id <= total; id++) {
            String old = before.encrypt("secret-" + id, COLUMN.place("row-" + id));
            put(id, id % 2 == 0 ? SecretsTest.unnamed(old) : old);
        }
        Secrets secrets = SecretsTest.under(2, 1);
        String current = secrets.masterKey.ring().current().id();
        SealWalk killed = walk(secrets);
        assertThat(killed.step()).isFalse();
        assertThat(sealedWith(current)).isEqualTo(SealWalk.BATCH);

        SealWalk next = walk(secrets);
        toTheEnd(next);

        assertThat(next.exchanged()).isEqualTo(total - SealWalk.BATCH);
        assertThat(next.unreadable()).isZero();
        assertThat(sealedWith(current)).isEqualTo(total);
        assertThat(number("SELECT resealed FROM master_key")).isEqualTo(total);
        Secrets withoutTheOldKey = SecretsTest.under(2);
        for (int id = 1; id <= total; id++) {
            assertThat(withoutTheOldKey.decrypt(content(id), COLUMN.place("row-" + id)))
                    .isEqualTo("secret-" + id);
        }
        SealWalk idle = walk(secrets);
        toTheEnd(idle);
        assertThat(idle.exchanged()).isZero();
    }

    @Test
    void aWalkPassesByWhatItCannotRead() throws SQLException {
        String lost = SecretsTest.under(9).encrypt("lost", COLUMN.place("row-1"));
        put(1, lost);
        put(2, SecretsTest.under(1).encrypt("known", COLUMN.place("row-2")));

        SealWalk walk = walk(SecretsTest.under(2, 1));
        toTheEnd(walk);

        assertThat(walk.unreadable()).isEqualTo(1);
        assertThat(walk.firstUnreadable()).contains("safe.content:row-1");
        assertThat(content(1)).isEqualTo(lost);
        assertThat(SecretsTest.under(2).decrypt(content(2), COLUMN.place("row-2")))
                .isEqualTo("known");
    }

    @SuppressWarnings("StatementWithEmptyBody")
    private static void toTheEnd(SealWalk walk) {
        while (!walk.step()) {}
    }

    private SealWalk walk(Secrets secrets) {
        return new SealWalk(secrets.masterKey.ring().current().id(), 1, List.of(COLUMN), rows, secrets);
    }

    private long sealedWith(String keyId) {
        return rows.count(COLUMN, List.of(keyId)).byKey().getOrDefault(keyId, 0L);
    }

    private void put(long id, @org.jspecify.annotations.Nullable String content) throws SQLException {
        try (Connection connection = derby.connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO safe VALUES (?, ?, ?)")) {
            insert.setLong(1, id);
            insert.setString(2, "row-" + id);
            insert.setString(3, content);
            insert.executeUpdate();
        }
    }

    private String content(long id) throws SQLException {
        try (Connection connection = derby.connect();
                ResultSet row =
                        connection.createStatement().executeQuery("SELECT content FROM safe WHERE id = " + id)) {
            row.next();
            return row.getString(1);
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = derby.connect();
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
