package dev.inventory.box.internal.barcodes;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A code that others printed, linked to one object here. The database takes it away with the object. */
@Entity
@Table(name = "barcode")
@SuppressWarnings("UnusedVariable") // some columns are there for queries alone
public class Barcode {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "barcode_hash")
    private String hash;

    @Column(name = "barcode_data")
    private String code;

    @Column(name = "box_id")
    private @Nullable String boxId;

    @Column(name = "item_id")
    private @Nullable String itemId;

    @Column(name = "device_id")
    private @Nullable Long deviceId;

    @Column(name = "created_by")
    private String createdBy;

    @Column(name = "created_at")
    private Instant createdAt;

    protected Barcode() {}

    Barcode(ScannedText scanned, Target target, String createdBy, Instant now) {
        this.hash = scanned.hash();
        this.code = scanned.code();
        switch (target.model()) {
            case BOX -> boxId = target.id();
            case ITEM -> itemId = target.id();
            case DEVICE -> deviceId = target.number();
        }
        this.createdBy = createdBy;
        this.createdAt = now;
    }

    long id() {
        return id;
    }

    boolean isFor(ScannedText scanned) {
        return code.equals(scanned.code());
    }

    Target target() {
        if (boxId != null) {
            return new Target(Model.BOX, boxId);
        }
        return itemId != null ? new Target(Model.ITEM, itemId) : new Target(Model.DEVICE, String.valueOf(deviceId));
    }

    /** The fields that the audit log shows. */
    Map<String, @Nullable Object> audited() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("barcode_data", code);
        fields.put(target().model().key(), target().id());
        return fields;
    }
}
