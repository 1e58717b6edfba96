-- What ENTITY-MIB calls the firmware was taken for the software: such devices are asked once more what they are.
UPDATE device_poll SET identified_at = NULL WHERE device_id IN
    (SELECT f.device_id FROM device_fact f WHERE f.name = 'firmware_version' AND f.source = 'ENTITY-MIB');
