package dev.inventory.device.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** One thing a device said about itself: what, when, and by which means it was learned. */
@Entity
@Table(name = "device_fact")
@IdClass(DeviceFact.Key.class)
@SuppressWarnings("UnusedVariable") // the columns are read by queries and written by the poller's own SQL
public class DeviceFact {

    /** The source of what every poll asks for. */
    public static final String SYSTEM_GROUP = "SNMPv2-MIB";

    /** A device's fact is found by its name. */
    public static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        long deviceId;
        String name = "";

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.deviceId == deviceId && key.name.equals(name);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(deviceId) * 31 + name.hashCode();
        }
    }

    @Id
    @Column(name = "device_id")
    private long deviceId;

    @Id
    private String name;

    @Column(name = "fact_value")
    private String value;

    private String source;

    @Column(name = "observed_at")
    private Instant observedAt;

    protected DeviceFact() {}
}
