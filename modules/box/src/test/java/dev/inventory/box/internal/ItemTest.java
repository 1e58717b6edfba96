package dev.inventory.box.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventory.box.ItemImports.ImportedItem;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ItemTest {

    private static final Instant NOW = Instant.parse("2024-01-15T14:30:00Z");

    private final Item item = new Item("m2x7q0bd", fields(10), "ann", NOW);

    private static ItemFields fields(int quantity) {
        return new ItemFields("k3f09a1z", "RC0603", quantity, null, null, null, null, null);
    }

    @Test
    void isShownInTheOrderOfTheModelWithoutWhatItLacks() {
        assertThat(Json.write(item.detail(null)))
                .isEqualTo("{\"item_id\":\"m2x7q0bd\",\"box_id\":\"k3f09a1z\",\"mfg_part_number\":\"RC0603\","
                        + "\"quantity\":10,\"description\":null,\"digikey_part_number\":null,"
                        + "\"mouser_part_number\":null,\"jlcpcb_part_number\":null,\"created_by\":\"ann\","
                        + "\"created_epoch_millis\":1705329000000}");
    }

    @Test
    void isShownWithWhatItHasBeside() {
        Item imported = Item.imported(
                "m2x7q0bd",
                new ImportedItem("4711", null, 1, null, null, null, null, "SN-1", "A-12"),
                "ann",
                NOW,
                "warehouse");

        assertThat(Json.write(imported.detail(new StoredDevice(3, "core", true, null))))
                .endsWith("\"created_epoch_millis\":1705329000000,\"serial_number\":\"SN-1\",\"source\":\"warehouse\","
                        + "\"external_id\":\"4711\",\"location\":\"A-12\",\"device\":{\"id\":3,\"name\":\"core\",\"status\":true,"
                        + "\"last_seen\":null}}");
    }

    @Test
    void reservesNoMoreThanThereIs() {
        item.reserve(6);
        item.reserve(4);

        assertThatThrownBy(() -> item.reserve(1))
                .isInstanceOf(Rejected.class)
                .hasMessage("quantity cannot be reserved: 0 of 10 are left");
        item.release(4);
        item.reserve(3);
        assertThat(item.reserved()).isEqualTo(9);
    }

    @Test
    void keepsWhatIsReserved() {
        item.reserve(6);

        item.change(fields(6));
        assertThatThrownBy(() -> item.change(fields(5)))
                .isInstanceOf(Rejected.class)
                .hasMessage("quantity cannot be lower than 6, which is reserved");
        assertThat(item.fields().quantity()).isEqualTo(6);
    }

    @Test
    void aGreatReservationDoesNotOverflow() {
        item.change(fields(Integer.MAX_VALUE));
        item.reserve(Integer.MAX_VALUE);

        assertThatThrownBy(() -> item.reserve(Integer.MAX_VALUE)).isInstanceOf(Rejected.class);
        assertThat(item.reserved()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void idsAreDrawnUntilOneIsFree() {
        int[] asked = {0};

        String id = PublicId.free(candidate -> ++asked[0] < 4);

        assertThat(asked[0]).isEqualTo(4);
        assertThat(id).matches("[a-z0-9]{8}");
        assertThat(PublicId.isWellFormed(id)).isTrue();
    }
}
