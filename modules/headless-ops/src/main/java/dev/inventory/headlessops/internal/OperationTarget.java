package dev.inventory.headlessops.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device of an operation and what became of it. Only read here: the engine writes the rows. Within one operation the
 * device's id is the row's id, by which its results are listed.
 */
@Entity
@Table(name = "operation_target")
@IdClass(OperationTarget.Key.class)
@SuppressWarnings("UnusedVariable") // read by queries, never through the object
public class OperationTarget {

    @Id
    @Column(name = "operation_id")
    private Long operationId;

    @Id
    @Column(name = "device_id")
    private Long id;

    @Column(name = "serial_number")
    private String serialNumber;

    @Column(name = "device_name")
    private String deviceName;

    private String state;

    private @Nullable String outcome;

    @Column(name = "error_class")
    private @Nullable String errorClass;

    private @Nullable String message;

    @Column(name = "before_value")
    private @Nullable String before;

    @Column(name = "after_value")
    private @Nullable String after;

    private int attempts;

    @Column(name = "duration_ms")
    private @Nullable Long durationMillis;

    @Column(name = "finished_at")
    private @Nullable Instant finishedAt;

    protected OperationTarget() {}

    /** What identifies the row. */
    public static class Key implements Serializable {

        private Long operationId;
        private Long id;

        @SuppressWarnings("NullAway") // the persistence provider fills the fields
        public Key() {}

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that && operationId.equals(that.operationId) && id.equals(that.id);
        }

        @Override
        public int hashCode() {
            return java.util.Objects.hash(operationId, id);
        }
    }
}
