package dev.inventory.connection.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A record that a run could not take, for those who read about it; it is written past this class. */
@Entity
@Table(name = "connection_sync_error")
@SuppressWarnings("UnusedVariable") // the columns are read by queries
public class SyncError {

    @Id
    private long id;

    @Column(name = "run_id")
    private long runId;

    @Column(name = "batch_number")
    private int batch;

    private String record;

    @Column(name = "field_name")
    private @Nullable String field;

    private String message;

    protected SyncError() {}
}
