package dev.inventory.device.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.device.internal.tags.Tags;
import dev.inventory.platform.json.BodyReader;
import dev.inventory.platform.persistence.BulkInsert.Column;
import jakarta.persistence.JoinColumn;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceRowsTest {

    /** A column that the entity has and the bulk insert has not would be lost without a word. */
    @Test
    void everyColumnOfADeviceIsInserted() {
        List<String> columns = Arrays.stream(Device.class.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
                .filter(field -> !field.getName().startsWith("_"))
                .map(DeviceRowsTest::column)
                .filter(column -> !column.equals("id"))
                .toList();

        assertThat(DeviceRows.COLUMNS.stream().map(Column::name)).containsExactlyInAnyOrderElementsOf(columns);
    }

    private static String column(Field field) {
        return Optional.ofNullable(field.getAnnotation(jakarta.persistence.Column.class))
                .map(jakarta.persistence.Column::name)
                .or(() -> Optional.ofNullable(field.getAnnotation(JoinColumn.class))
                        .map(JoinColumn::name))
                .orElse(field.getName());
    }

    @Test
    void valuesStandUnderTheirColumns() throws ReflectiveOperationException {
        DeviceFields fields = DeviceFields.read(
                        BodyReader.parse("{\"name\": \"n\", \"hostname\": \"H\", \"serial_number\": \"s\", \"type\": 7,"
                                + " \"organization\": 8, \"parent\": 9, \"status\": true, \"tags\": [\"b\", \"a\"],"
                                + " \"status_helpers\": [\"icmp\", \"tcp:22\"],"
                                + " \"mac_address\": \"001b44113ab7\", \"location\": \"l\", \"description\": \"d\","
                                + " \"firmware_version\": \"f\", \"management_ip\": \"10.0.0.1\","
                                + " \"poll_interval_seconds\": 30, \"polling_enabled\": false,"
                                + " \"snmp\": {\"version\": \"3\", \"port\": 1161, \"timeout_ms\": 500, \"retries\": 3,"
                                + " \"user\": \"u\", \"auth_protocol\": \"sha\", \"auth_key\": \"12345678\","
                                + " \"priv_protocol\": \"aes\", \"priv_key\": \"12345678\", \"context\": \"c\"}}"),
                        DeviceFields.Mode.CREATE,
                        null,
                        SnmpKeys.Kept.NONE)
                .fields();
        Instant now = Instant.parse("2024-01-15T08:30:00Z");
        DeviceType type = new DeviceType(new DeviceTypeFields("t", "", "", "t", List.of()), now);
        Field id = DeviceType.class.getDeclaredField("id");
        id.setAccessible(true);
        id.set(type, 7L);
        Device device = new Device(fields, type, now);
        device.keepCommunity("sealed");
        device.keepAuthKey("sealed too");
        device.keepPrivKey("and this");

        Object[] values = device.columns();

        assertThat(values).hasSameSizeAs(DeviceRows.COLUMNS);
        for (int i = 0; i < values.length; i++) {
            String name = DeviceRows.COLUMNS.get(i).name();
            Field field = Arrays.stream(Device.class.getDeclaredFields())
                    .filter(each -> column(each).equals(name))
                    .findFirst()
                    .orElseThrow();
            field.setAccessible(true);
            Object held = field.get(device);
            if (held instanceof DeviceType held2) {
                held = held2.id();
            } else if (held instanceof Tags) {
                held = "a\nb";
            } else if (name.equals("status_helpers")) {
                held = "icmp tcp:22";
            } else if (name.equals("version")) {
                held = 1L; // JPA's own, set when it inserts
            }
            assertThat(values[i]).as(name).isEqualTo(held);
        }
    }
}
