-- The devices that operations work on at the moment; the key sees to it that no two work on one. Apart from what becomes
-- of the device: so a target is written once, and no index with it. Rows live for seconds and refer to nothing.
CREATE TABLE device_at_work (
  device_id    BIGINT NOT NULL PRIMARY KEY,
  operation_id BIGINT NOT NULL
);
INSERT INTO device_at_work (device_id, operation_id)
  SELECT at_work, operation_id FROM operation_target WHERE at_work IS NOT NULL;
ALTER TABLE operation_target DROP CONSTRAINT operation_target_at_work;
ALTER TABLE operation_target DROP COLUMN at_work;

-- Whether a device is still needed is asked of the few operations that are in progress.
DROP INDEX operation_target_pending;

-- Those that went well need not be found by how they failed, and there is room for a target's result beside it.
${postgresql-only}DROP INDEX operation_target_error;
${postgresql-only}CREATE INDEX operation_target_error ON operation_target (operation_id, error_class) WHERE error_class IS NOT NULL;
${postgresql-only}ALTER TABLE operation_target SET (fillfactor = 60);
