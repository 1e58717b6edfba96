package dev.inventory.device.internal.tags;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One tag of one device, for queries alone: {@link TagIndex} writes the table. */
@Entity
@Table(name = "device_tag")
@IdClass(DeviceTag.Key.class)
@SuppressWarnings("UnusedVariable") // read by queries
public class DeviceTag {

    @Id
    @Column(name = "device_id")
    private long deviceId;

    /** The tag in small letters. */
    @Id
    @Column(name = "tag_key")
    private String tagKey;

    private String tag;

    @SuppressWarnings("NullAway") // filled from the row
    protected DeviceTag() {}

    /** What tells the rows apart. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private long deviceId;
        private @Nullable String tagKey;

        public Key() {}

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.deviceId == deviceId && Objects.equals(key.tagKey, tagKey);
        }

        @Override
        public int hashCode() {
            return Objects.hash(deviceId, tagKey);
        }
    }
}
