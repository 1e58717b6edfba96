-- One index finds a serial number in all organizations, and sees to it that one organization has it once.
DROP INDEX device_serial_of;
ALTER TABLE device DROP CONSTRAINT device_serial;
ALTER TABLE device ADD CONSTRAINT device_serial UNIQUE (serial_number, organization_id);

-- Where most rows have nothing, an index need not hold them.
${postgresql-only}DROP INDEX device_parent;
${postgresql-only}CREATE INDEX device_parent ON device (parent_id) WHERE parent_id IS NOT NULL;
${postgresql-only}DROP INDEX device_poll_by_serial;
${postgresql-only}CREATE INDEX device_poll_by_serial ON device_poll (observed_serial) WHERE observed_serial IS NOT NULL;
${postgresql-only}DROP INDEX device_poll_by_engine;
${postgresql-only}CREATE INDEX device_poll_by_engine ON device_poll (engine_id) WHERE engine_id IS NOT NULL;
