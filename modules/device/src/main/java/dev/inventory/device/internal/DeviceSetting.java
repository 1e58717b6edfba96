package dev.inventory.device.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A setting that a device should have, as it is shown with the device; {@link ManagedSettings} writes the table. */
@Entity
@Table(name = "device_setting")
@IdClass(DeviceSetting.Key.class)
@SuppressWarnings("UnusedVariable") // the keys are read by queries
public class DeviceSetting {

    @Id
    @Column(name = "device_id")
    private long deviceId;

    @Id
    private String parameter;

    private String desired;

    @Column(name = "current_value")
    private @Nullable String currentValue;

    private boolean pending;

    @Column(name = "requested_at")
    private Instant requestedAt;

    @Column(name = "requested_by")
    private String requestedBy;

    protected DeviceSetting() {}

    /** What is shown of it while the device does not have it. */
    Optional<ManagedSettings.Pending> pending() {
        return pending
                ? Optional.of(new ManagedSettings.Pending(parameter, currentValue, desired, requestedAt, requestedBy))
                : Optional.empty();
    }

    /** What tells the rows apart. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private long deviceId;
        private @Nullable String parameter;

        public Key() {}

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.deviceId == deviceId && Objects.equals(key.parameter, parameter);
        }

        @Override
        public int hashCode() {
            return Objects.hash(deviceId, parameter);
        }
    }
}
