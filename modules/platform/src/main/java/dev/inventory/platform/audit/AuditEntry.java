package dev.inventory.platform.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One change of one object. Rows are only ever added. */
@Entity
@Table(name = "audit_log")
@SuppressWarnings("UnusedVariable") // the columns are read by queries, never through the object
public class AuditEntry {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "happened_at")
    private Instant happenedAt;

    @Column(name = "user_id")
    private long userId;

    private String username;

    @Column(name = "remote_address")
    private String remoteAddress;

    @Column(name = "request_id")
    private String requestId;

    @Column(name = "action_name")
    private String action;

    @Column(name = "object_type")
    private String objectType;

    @Column(name = "object_id")
    private long objectId;

    @Column(name = "before_json")
    private String beforeJson;

    @Column(name = "after_json")
    private String afterJson;

    protected AuditEntry() {}

    AuditEntry(
            Instant happenedAt,
            long userId,
            String username,
            String remoteAddress,
            String requestId,
            String action,
            String objectType,
            long objectId,
            String beforeJson,
            String afterJson) {
        this.happenedAt = happenedAt;
        this.userId = userId;
        this.username = username;
        this.remoteAddress = remoteAddress;
        this.requestId = requestId;
        this.action = action;
        this.objectType = objectType;
        this.objectId = objectId;
        this.beforeJson = beforeJson;
        this.afterJson = afterJson;
    }
}
