package dev.inventory.platform.listing;

import static org.assertj.core.api.Assertions.assertThat;

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
}
