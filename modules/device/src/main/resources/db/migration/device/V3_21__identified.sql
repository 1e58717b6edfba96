-- When a device was last asked what it is; null or before its start: it is to be asked again.
ALTER TABLE device_poll ADD COLUMN identified_at TIMESTAMP;
