package dev.inventory.connection.internal.sync;

import dev.inventory.box.ItemImports;
import dev.inventory.box.ItemImports.ImportedItem;
import dev.inventory.connection.internal.mapping.Mapped;
import dev.inventory.device.DeviceImports;
import dev.inventory.device.DeviceImports.ImportedDevice;
import dev.inventory.platform.imports.Imports;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Where a run's records go.
 *
 * @param <T> what a record becomes there
 * @param apart whether objects with different external ids never meet, so that they may be written at the same time;
 *     two devices must not have one serial number
 */
record SyncTarget<T>(Imports<T> imports, Function<Mapped, T> object, ToLongFunction<T> fingerprint, boolean apart) {

    static SyncTarget<ImportedItem> items(ItemImports items) {
        return new SyncTarget<>(
                items,
                record -> new ImportedItem(
                        record.externalId(),
                        record.text(1),
                        record.number(0),
                        record.text(2),
                        record.text(3),
                        record.text(4),
                        record.text(5),
                        record.text(6),
                        record.text(7)),
                ImportedItem::fingerprint,
                true);
    }

    static SyncTarget<ImportedDevice> devices(DeviceImports devices, long organization) {
        return new SyncTarget<>(
                devices,
                record -> new ImportedDevice(
                        record.externalId(),
                        organization,
                        record.text(0),
                        record.text(1),
                        record.text(2),
                        record.text(3),
                        record.text(4),
                        record.text(5),
                        record.text(6),
                        record.text(7),
                        record.text(8)),
                ImportedDevice::fingerprint,
                false);
    }

    /** What taking some records would do, by external id. */
    Map<String, Imports.Difference> compare(String source, List<Mapped> records) {
        return imports.compare(source, records.stream().map(object).toList());
    }
}
