-- What polls concluded of a device, beyond up and down; and what the API shows of it, which is the same but for a device
-- in maintenance.
ALTER TABLE device ADD COLUMN concluded_state VARCHAR(12) DEFAULT 'unknown' NOT NULL;
ALTER TABLE device ADD COLUMN status_detail VARCHAR(12) DEFAULT 'unknown' NOT NULL;
UPDATE device SET concluded_state = 'up' WHERE status = TRUE;
UPDATE device SET concluded_state = 'down' WHERE status = FALSE AND status_reason <> 'Not polled yet';
UPDATE device SET status_detail = concluded_state;

ALTER TABLE device_status_history ADD COLUMN status_detail VARCHAR(12) DEFAULT 'unknown' NOT NULL;
UPDATE device_status_history SET status_detail = 'up' WHERE status = TRUE;
UPDATE device_status_history SET status_detail = 'down' WHERE status = FALSE AND reason <> 'Not polled yet';
-- A server that begins to poll looks back: which devices have changed often of late.
CREATE INDEX device_status_history_at ON device_status_history (changed_at);
