package dev.inventory.device.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One change of a device's status. Rows are only ever added. */
@Entity
@Table(name = "device_status_history")
@SuppressWarnings("UnusedVariable") // the columns are read by queries, never through the object
public class StatusHistoryEntry {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "device_id")
    private long deviceId;

    private boolean status;

    @Column(name = "status_detail")
    private String statusDetail;

    private String reason;
    private String source;

    @Column(name = "changed_at")
    private Instant changedAt;

    protected StatusHistoryEntry() {}

    /** The status that a device has now, as a user has set it. */
    StatusHistoryEntry(Device device, String source, Instant changedAt) {
        this.deviceId = device.id();
        this.status = device.status();
        this.statusDetail = device.concludedState().word();
        this.reason = device.statusReason();
        this.source = source;
        this.changedAt = changedAt;
    }
}
