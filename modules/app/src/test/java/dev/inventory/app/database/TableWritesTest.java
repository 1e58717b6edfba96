package dev.inventory.app.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableWritesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO device (id) VALUES (1) | device",
                "insert into DEVICE select * from old | device",
                "INSERT INTO device(id) VALUES (1) | device",
                "UPDATE device SET name = 'x' | device",
                "UPDATE \"device\" d SET name = 'x' | device",
                "DELETE FROM device_type WHERE id = 1 | device_type",
                "DELETE FROM device | device",
                "MERGE INTO device d USING x ON d.id = x.id | device",
                "TRUNCATE TABLE device | device"
            })
    void knowsWhatIsWrittenTo(String sql, String table) {
        assertThat(TableWrites.tableOf(sql)).contains(table);
    }

    /** It could be any table. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CALL SYSCS_UTIL.SYSCS_IMPORT_TABLE('APP', 'DEVICE')",
                "DROP TABLE device",
                "UPDATE app.device SET name = 'x'",
                "/* all */ DELETE FROM device",
                ""
            })
    void takesWhatItDoesNotKnowForAWriteToAnything(String sql) {
        assertThat(TableWrites.tableOf(sql)).contains("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1 FROM device", "\n (select * from device) ", "VALUES 1", "SET SCHEMA app"})
    void readsAreNoWrites(String sql) {
        assertThat(TableWrites.tableOf(sql)).isEmpty();
    }

    @Test
    void hasNoVersionWhileATableIsWrittenToAndAnotherAfterwards() {
        List<String> tables = List.of("one", "two");
        String before = TableWrites.version(tables).orElseThrow();

        TableWrites.begin("three");
        assertThat(TableWrites.version(tables)).contains(before);
        TableWrites.begin("two");
        TableWrites.begin("two");
        assertThat(TableWrites.version(tables)).isEmpty();
        TableWrites.end("two");
        assertThat(TableWrites.version(tables)).isEmpty();
        TableWrites.end("two");
        TableWrites.end("three");

        String after = TableWrites.version(tables).orElseThrow();
        assertThat(after).isNotEqualTo(before);
        assertThat(TableWrites.version(tables)).contains(after);
        TableWrites.begin("");
        assertThat(TableWrites.version(tables)).isEmpty();
        TableWrites.end("");
        assertThat(TableWrites.version(tables).orElseThrow()).isNotEqualTo(after);
    }
}
