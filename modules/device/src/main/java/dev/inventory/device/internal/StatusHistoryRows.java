package dev.inventory.device.internal;

import dev.inventory.platform.persistence.BulkInsert;
import dev.inventory.platform.persistence.BulkInsert.Column;
import dev.inventory.platform.persistence.BulkInsert.SqlType;

/** The history of many devices at once, past JPA; a row is a {@link StatusHistoryEntry}. */
public final class StatusHistoryRows {

    /** Device id, status, status in detail, reason, source and time of each change. */
    public static final BulkInsert INSERT = new BulkInsert(
            "device_status_history",
            new Column("device_id", SqlType.BIGINT),
            new Column("status", SqlType.BOOLEAN),
            new Column("status_detail", SqlType.TEXT),
            new Column("reason", SqlType.TEXT),
            new Column("source", SqlType.TEXT),
            new Column("changed_at", SqlType.INSTANT));

    private StatusHistoryRows() {}
}
