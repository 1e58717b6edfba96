package dev.inventory.box.internal;

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

/** A part of an item's quantity that is put aside. It is made and released; in between nothing about it changes. */
@Entity
@Table(name = "item_reservation")
public class Reservation {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "reservation_id")
    private String reservationId;

    @Column(name = "item_id")
    private String itemId;

    private int quantity;

    private @Nullable String reason;

    @Column(name = "created_by")
    private String createdBy;

    @Column(name = "created_epoch_millis")
    private long createdEpochMillis;

    protected Reservation() {}

    Reservation(
            String reservationId, String itemId, int quantity, @Nullable String reason, String createdBy, Instant now) {
        this.reservationId = reservationId;
        this.itemId = itemId;
        this.quantity = quantity;
        this.reason = reason;
        this.createdBy = createdBy;
        this.createdEpochMillis = now.toEpochMilli();
    }

    long id() {
        return id;
    }

    String itemId() {
        return itemId;
    }

    int quantity() {
        return quantity;
    }

    /**
     * What is shown of it.
     *
     * @param people whether the user's name and the reason are
     */
    ReservationDetail detail(boolean people) {
        return new ReservationDetail(
                reservationId, itemId, quantity, people ? reason : null, people ? createdBy : null, createdEpochMillis);
    }

    /** The fields that the audit log keeps. */
    Map<String, @Nullable Object> audited() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("reservation_id", reservationId);
        fields.put("item_id", itemId);
        fields.put("quantity", quantity);
        fields.put("reason", reason);
        return fields;
    }
}
