-- The serial number that a device said it has, where it can be searched for.
ALTER TABLE device_poll ADD COLUMN observed_serial VARCHAR(128);
UPDATE device_poll SET observed_serial = (SELECT f.fact_value FROM device_fact f
    WHERE f.device_id = device_poll.device_id AND f.name = 'serial_number' AND LENGTH(f.fact_value) <= 128);
CREATE INDEX device_poll_by_serial ON device_poll (observed_serial);
