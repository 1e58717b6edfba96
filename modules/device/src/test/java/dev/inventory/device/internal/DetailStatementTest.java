package dev.inventory.device.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.device.DevicePlacements;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DetailStatementTest {

    private static final Map<String, String> ALIASES = Map.of(
            "device_type", "t",
            "device_import", "i",
            "device_maintenance_window", "w",
            "object_metadata", "m",
            "device_setting", "s");

    private static final DevicePlacements SHELF = new DevicePlacements() {
        @Override
        public String isPlaced(String serialNumber) {
            return "EXISTS (SELECT 1 FROM shelf WHERE serial = " + serialNumber + ")";
        }

        @Override
        public String table() {
            return "shelf";
        }

        @Override
        public boolean areVisible() {
            return true;
        }

        @Override
        public Map<String, Place> of(Collection<String> serialNumbers) {
            return Map.of();
        }
    };

    private static String without(Set<String> tables) {
        return DetailStatement.without(tables, List.of(SHELF));
    }

    /** Rows are read from left to right. */
    private static List<String> columns(String text) {
        Matcher all = Pattern.compile("SELECT (.*) FROM device d (.*)").matcher(text);
        assertThat(all.matches()).isTrue();
        return List.of(all.group(1).split(",\\s*(?![^(]*\\))"));
    }

    @Test
    void eachTableThatIsLeftOutLeavesNullsInItsPlaces() {
        List<String> whole = columns(without(Set.of()));
        ALIASES.forEach((table, alias) -> {
            String text = without(Set.of(table));
            assertThat(text).doesNotContain("JOIN " + table + " ").contains("JOIN device_poll p");
            List<String> columns = columns(text);
            assertThat(columns).hasSameSizeAs(whole);
            for (int i = 0; i < whole.size(); i++) {
                String expected = whole.get(i).startsWith(alias + ".") ? "CAST(NULL AS VARCHAR(1))" : whole.get(i);
                assertThat(columns.get(i)).isEqualTo(expected);
            }
        });
    }

    @Test
    void placesAreNotAskedForWhereThereAreNone() {
        assertThat(without(Set.of()))
                .contains("serial = d.serial_number", "serial = NULLIF(p.observed_serial, d.serial_number)");
        List<String> columns = columns(without(Set.of("shelf")));
        assertThat(columns).hasSameSizeAs(columns(without(Set.of())));
        assertThat(columns.get(columns.size() - 1)).isEqualTo("FALSE");
    }

    @Test
    void allMayBeLeftOutAtOnce() {
        Set<String> all = new HashSet<>(ALIASES.keySet());
        all.add("shelf");
        String text = without(all);
        assertThat(text).endsWith(" FROM device d LEFT JOIN device_poll p ON p.device_id = d.id WHERE d.id");
        assertThat(columns(text)).hasSameSizeAs(columns(without(Set.of())));
    }
}
