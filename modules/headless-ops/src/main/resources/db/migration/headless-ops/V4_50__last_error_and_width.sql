-- How a device failed that waits for another attempt: its result, if the operation ends before that.
ALTER TABLE operation_target ADD COLUMN last_error_class VARCHAR(40);
ALTER TABLE operation_target ADD COLUMN last_message VARCHAR(500);
-- How many of the share's devices whoever holds it may ask at once.
ALTER TABLE operation_share ADD COLUMN at_once INTEGER;
