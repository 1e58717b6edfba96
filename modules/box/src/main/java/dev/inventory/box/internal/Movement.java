package dev.inventory.box.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A change of an item's quantity or box: by whom, when, why. Written once, and kept when the item is deleted. */
@Entity
@Table(name = "item_movement")
public class Movement {

    static final int MAX_REASON = 200;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "item_id")
    private String itemId;

    @Column(name = "from_box_id")
    private @Nullable String fromBoxId;

    @Column(name = "to_box_id")
    private @Nullable String toBoxId;

    private int delta;

    private int quantity;

    private @Nullable String reason;

    @Column(name = "created_by")
    private String createdBy;

    @Column(name = "created_epoch_millis")
    private long createdEpochMillis;

    @Column(name = "remote_address")
    private @Nullable String remoteAddress;

    protected Movement() {}

    /**
     * @param before null if the item is new
     * @param after null if the item is gone
     * @param remoteAddress where the request came from; null if there was none
     */
    Movement(
            String itemId,
            @Nullable ItemFields before,
            @Nullable ItemFields after,
            @Nullable String reason,
            String createdBy,
            @Nullable String remoteAddress,
            Instant now) {
        this.itemId = itemId;
        this.fromBoxId = before == null ? null : before.boxId();
        this.toBoxId = after == null ? null : after.boxId();
        this.quantity = quantity(after);
        this.delta = quantity - quantity(before);
        this.reason = reason;
        this.createdBy = createdBy;
        this.createdEpochMillis = now.toEpochMilli();
        this.remoteAddress = remoteAddress;
    }

    /**
     * What is shown of it.
     *
     * @param people whether users' names and reasons are
     * @param addresses whether addresses are
     */
    MovementDetail detail(boolean people, boolean addresses) {
        return new MovementDetail(
                id,
                itemId,
                fromBoxId,
                toBoxId,
                delta,
                quantity,
                people ? reason : null,
                people ? createdBy : null,
                createdEpochMillis,
                addresses ? remoteAddress : null);
    }

    /** Why something is moved, if the request says so. */
    static @Nullable String reason(Parameters parameters) {
        return parameters.text("reason", MAX_REASON).orElse(null);
    }

    private static int quantity(@Nullable ItemFields fields) {
        return fields == null ? 0 : fields.quantity();
    }
}
