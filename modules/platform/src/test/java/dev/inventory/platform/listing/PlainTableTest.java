package dev.inventory.platform.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTableTest {

    @ParameterizedTest
    @CsvSource({
        "d.id, d.id",
        "d.organizationId, d.organization_id",
        "d.lastStatusChange, d.last_status_change",
        "DeviceTally, device_tally"
    })
    void columnsAreNamedInSnakeCase(String path, String column) {
        assertThat(PlainTable.column(path)).isEqualTo(column);
    }

    @Test
    void aVersionIsOfAllTables() {
        PlainTable table = new PlainTable("device d JOIN device_type t", List.of("d", "t"), List.of());

        assertThat(table.version()).isEqualTo("d.id || ' ' || d.xmin || ' ' || t.xmin");
    }
}
