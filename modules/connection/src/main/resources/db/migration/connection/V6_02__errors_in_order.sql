-- Batches of a run may be written at the same time: what each could not take is listed in the order of the source.
ALTER TABLE connection_sync_error ADD COLUMN batch_number INTEGER NOT NULL DEFAULT 0;
DROP INDEX connection_sync_error_of;
CREATE INDEX connection_sync_error_of ON connection_sync_error (run_id, batch_number, id);
