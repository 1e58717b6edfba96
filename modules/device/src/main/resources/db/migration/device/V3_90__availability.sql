-- How a device stood in a period is read off by time.
CREATE INDEX device_status_history_when ON device_status_history (device_id, changed_at);
