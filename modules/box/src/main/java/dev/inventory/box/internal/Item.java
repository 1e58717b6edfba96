package dev.inventory.box.internal;

import dev.inventory.box.ItemImports.ImportedItem;
import dev.inventory.platform.failure.Rejected;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An item: one real container of parts, in a box or in none. Its quantity never falls beneath what is reserved of it,
 * which is why its row is locked for whatever changes either.
 */
@Entity
@Table(name = "item")
public class Item {

    private static final String SEPARATOR = ",";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "item_id")
    private String itemId;

    @Column(name = "box_id")
    private @Nullable String boxId;

    @Column(name = "mfg_part_number")
    private @Nullable String mfgPartNumber;

    private int quantity;

    private int reserved;

    private @Nullable String description;

    @Column(name = "digikey_part_number")
    private @Nullable String digikeyPartNumber;

    @Column(name = "mouser_part_number")
    private @Nullable String mouserPartNumber;

    @Column(name = "jlcpcb_part_number")
    private @Nullable String jlcpcbPartNumber;

    @Column(name = "serial_number")
    private @Nullable String serialNumber;

    @Column(name = "created_by")
    private String createdBy;

    @Column(name = "created_epoch_millis")
    private long createdEpochMillis;

    private @Nullable String source;

    @Column(name = "external_id")
    private @Nullable String externalId;

    @Column(name = "edited_fields")
    private String editedFields;

    private @Nullable String location;

    /** Of what the other system said last; 0 if that was not all taken. */
    @SuppressWarnings("UnusedVariable") // compared by queries
    private long fingerprint;

    @Column(name = "missing_epoch_millis")
    private @Nullable Long missingEpochMillis;

    @Version
    private long version;

    protected Item() {}

    Item(String itemId, ItemFields fields, String createdBy, Instant now) {
        this.itemId = itemId;
        this.createdBy = createdBy;
        this.createdEpochMillis = now.toEpochMilli();
        this.editedFields = "";
        take(fields);
    }

    /** An item that another system keeps under its own id. */
    static Item imported(String itemId, ImportedItem imported, String createdBy, Instant now, String source) {
        Item item = new Item(itemId, fields(imported, null), createdBy, now);
        item.source = source;
        item.externalId = imported.externalId();
        item.location = imported.location();
        item.fingerprint = imported.fingerprint();
        return item;
    }

    private static ItemFields fields(ImportedItem imported, @Nullable String boxId) {
        return new ItemFields(
                boxId,
                imported.mfgPartNumber(),
                imported.quantity(),
                imported.description(),
                imported.digikeyPartNumber(),
                imported.mouserPartNumber(),
                imported.jlcpcbPartNumber(),
                imported.serialNumber());
    }

    long id() {
        return id;
    }

    String itemId() {
        return itemId;
    }

    Optional<String> externalId() {
        return Optional.ofNullable(externalId);
    }

    Optional<String> serialNumber() {
        return Optional.ofNullable(serialNumber);
    }

    int reserved() {
        return reserved;
    }

    ItemFields fields() {
        return new ItemFields(
                boxId,
                mfgPartNumber,
                quantity,
                description,
                digikeyPartNumber,
                mouserPartNumber,
                jlcpcbPartNumber,
                serialNumber);
    }

    /**
     * A user's change.
     *
     * @throws Rejected if less would be left than is reserved
     */
    void change(ItemFields fields) {
        if (fields.quantity() < reserved) {
            throw Rejected.because("quantity cannot be lower than " + reserved + ", which is reserved");
        }
        if (externalId != null) {
            rememberEdits(fields);
        }
        take(fields);
    }

    /**
     * What the other system says now, but for what a user has edited since; the quantity stays above what is reserved,
     * and is then looked at again the next time.
     */
    void refresh(ImportedItem imported) {
        Set<String> edited = edited();
        take(refreshed(imported, edited));
        location = imported.location();
        missingEpochMillis = null;
        boolean heldBack = !edited.contains("quantity") && imported.quantity() < reserved;
        fingerprint = heldBack ? 0 : imported.fingerprint();
    }

    /** What the audit log would show after {@link #refresh}. */
    Map<String, @Nullable Object> auditedAfter(ImportedItem imported) {
        return audited(refreshed(imported, edited()), imported.location());
    }

    private ItemFields refreshed(ImportedItem imported, Set<String> edited) {
        ItemFields own = fields();
        ItemFields theirs = fields(imported, own.boxId());
        return new ItemFields(
                own.boxId(),
                edited.contains("mfg_part_number") ? own.mfgPartNumber() : theirs.mfgPartNumber(),
                edited.contains("quantity") ? own.quantity() : Math.max(reserved, theirs.quantity()),
                edited.contains("description") ? own.description() : theirs.description(),
                edited.contains("digikey_part_number") ? own.digikeyPartNumber() : theirs.digikeyPartNumber(),
                edited.contains("mouser_part_number") ? own.mouserPartNumber() : theirs.mouserPartNumber(),
                edited.contains("jlcpcb_part_number") ? own.jlcpcbPartNumber() : theirs.jlcpcbPartNumber(),
                edited.contains("serial_number") ? own.serialNumber() : theirs.serialNumber());
    }

    /** @throws Rejected if there is not so much left to be reserved */
    void reserve(int amount) {
        int left = quantity - reserved;
        if (amount > left) {
            throw Rejected.because("quantity cannot be reserved: " + left + " of " + quantity + " are left");
        }
        reserved += amount;
    }

    void release(int amount) {
        reserved -= amount;
    }

    ItemDetail detail(@Nullable StoredDevice device) {
        return new ItemDetail(
                itemId,
                boxId,
                mfgPartNumber,
                quantity,
                description,
                digikeyPartNumber,
                mouserPartNumber,
                jlcpcbPartNumber,
                createdBy,
                createdEpochMillis,
                serialNumber,
                source,
                externalId,
                location,
                missingEpochMillis,
                device);
    }

    /** The fields that the audit log compares. */
    Map<String, @Nullable Object> audited() {
        return audited(fields(), location);
    }

    private Map<String, @Nullable Object> audited(ItemFields of, @Nullable String at) {
        Map<String, @Nullable Object> fields = of.byName();
        fields.put("item_id", itemId);
        if (source != null) {
            fields.put("source", source);
            fields.put("external_id", externalId);
            fields.put("location", at);
        }
        return fields;
    }

    boolean isMissing() {
        return missingEpochMillis != null;
    }

    private void take(ItemFields fields) {
        boxId = fields.boxId();
        mfgPartNumber = fields.mfgPartNumber();
        quantity = fields.quantity();
        description = fields.description();
        digikeyPartNumber = fields.digikeyPartNumber();
        mouserPartNumber = fields.mouserPartNumber();
        jlcpcbPartNumber = fields.jlcpcbPartNumber();
        serialNumber = fields.serialNumber();
    }

    private void rememberEdits(ItemFields fields) {
        Map<String, @Nullable Object> now = fields().byName();
        Set<String> edited = edited();
        fields.byName().forEach((name, value) -> {
            if (!Objects.equals(now.get(name), value)) {
                edited.add(name);
            }
        });
        editedFields = String.join(SEPARATOR, edited);
    }

    private Set<String> edited() {
        return Arrays.stream(editedFields.split(SEPARATOR))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
