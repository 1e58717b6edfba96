package dev.inventory.device.internal;

import dev.inventory.device.internal.file.FileKeys;
import dev.inventory.device.internal.file.FileRow;
import dev.inventory.device.internal.file.ImportReport.Outcome;
import dev.inventory.platform.failure.Conflict;
import dev.inventory.platform.failure.Failure;
import dev.inventory.platform.failure.FieldErrors;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of a file on its way in: what it wants, the device it is about, and what has become of it. */
final class DeviceFileRow {

    private final FileRow row;
    private @Nullable Device device;
    private DeviceFields.@Nullable Read read;
    private @Nullable DeviceType type;
    private @Nullable Failure failure;
    private Outcome outcome = Outcome.FAILED;

    DeviceFileRow(FileRow row) {
        this.row = row;
        row.fault().ifPresent(this::fail);
    }

    FileRow row() {
        return row;
    }

    /** The device that has the row's serial number; empty for a new one. */
    Optional<Device> device() {
        return Optional.ofNullable(device);
    }

    DeviceFields fields() {
        return read().fields();
    }

    DeviceFields.Read read() {
        return Objects.requireNonNull(read, "A failed row has no fields");
    }

    DeviceType type() {
        return Objects.requireNonNull(type, "A failed row has no type");
    }

    boolean isSound() {
        return failure == null;
    }

    Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    Outcome outcome() {
        return outcome;
    }

    void about(Device found) {
        device = found;
    }

    void understood(DeviceFields.Read asRead, DeviceType ofType) {
        read = asRead;
        type = ofType;
    }

    void fail(Failure why) {
        failure = why;
    }

    void become(Outcome what) {
        outcome = what;
    }

    /** The values that no other device of the organization may have, by field. */
    Map<String, String> keys() {
        return UniqueValues.of(fields());
    }

    /**
     * Takes the row's unique values, or fails it with each that is taken.
     *
     * @param holders the devices in the database that have such values, by key
     */
    void claim(FileKeys file, Map<String, Long> holders) {
        FieldErrors errors = new FieldErrors();
        long organization = fields().organization();
        Long self = device == null ? null : device.id();
        keys().forEach((field, value) -> {
            String key = FileKeys.of(field, organization, value);
            String what = UniqueValues.words(field);
            Optional<Integer> line = file.holder(key);
            Long holder = holders.get(key);
            // a batch that is judged once more meets what it has taken itself
            if (line.isPresent() && line.get() != row.line()) {
                errors.add(field, "Line " + line.get() + " of this file has this " + what + ", too.");
            } else if (holder != null && !holder.equals(self) && !file.isGivenUp(key, holder)) {
                errors.add(field, UniqueValues.taken(field));
            }
        });
        if (!errors.isEmpty()) {
            fail(new Conflict(UniqueValues.CONFLICT, errors.asMap()));
            return;
        }
        keys().forEach((field, value) -> file.claim(FileKeys.of(field, organization, value), row.line()));
        if (device != null) {
            long giver = device.id();
            Map<String, String> now = keys();
            UniqueValues.of(device.fields()).forEach((field, value) -> {
                if (!value.equals(now.get(field))) {
                    file.giveUp(FileKeys.of(field, organization, value), giver);
                }
            });
        }
    }
}
