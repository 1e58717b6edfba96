package dev.inventory.connection.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A run, for those who read about it; it is written past this class. */
@Entity
@Table(name = "connection_sync_run")
@SuppressWarnings("UnusedVariable") // the columns are read by queries
public class SyncRun {

    @Id
    private long id;

    @Column(name = "profile_id")
    private long profileId;

    private String status;

    @Column(name = "dry_run")
    private boolean dryRun;

    @Column(name = "requested_by")
    private String requestedBy;

    @Column(name = "requested_at")
    private Instant requestedAt;

    @Column(name = "started_at")
    private @Nullable Instant startedAt;

    @Column(name = "finished_at")
    private @Nullable Instant finishedAt;

    @Column(name = "record_count")
    private long recordCount;

    @Column(name = "created_count")
    private long created;

    @Column(name = "updated_count")
    private long updated;

    private long unchanged;
    private long removed;
    private long failed;
    private long skipped;
    private @Nullable String error;

    @Column(name = "diff_json")
    private @Nullable String diffJson;

    protected SyncRun() {}

    long profileId() {
        return profileId;
    }

    @Nullable
    String diffJson() {
        return diffJson;
    }
}
