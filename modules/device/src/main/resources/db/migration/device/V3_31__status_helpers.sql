-- How to find out whether a device is there: status helpers in order, parted by spaces; NULL for what its type says, and
-- there for SNMP.
ALTER TABLE device ADD COLUMN status_helpers VARCHAR(600);
ALTER TABLE device_type ADD COLUMN status_helpers VARCHAR(600);
