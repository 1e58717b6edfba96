-- What users want of it beside going on: to pause, to be cancelled.
ALTER TABLE operation ADD COLUMN control VARCHAR(10) DEFAULT 'run' NOT NULL;
ALTER TABLE operation ADD COLUMN paused_at TIMESTAMP;
ALTER TABLE operation ADD COLUMN deadline TIMESTAMP;
-- The wave whose devices are dealt with now.
ALTER TABLE operation ADD COLUMN wave INTEGER DEFAULT 0 NOT NULL;
-- Whose turn it takes: the first organization, 0 for all.
ALTER TABLE operation ADD COLUMN lane BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE operation ADD COLUMN end_reason VARCHAR(500);
ALTER TABLE operation ADD COLUMN retry_of BIGINT;
-- The first operation of a recurring one; the next is made when one starts.
ALTER TABLE operation ADD COLUMN series_id BIGINT;
ALTER TABLE operation ADD COLUMN recurrence VARCHAR(200);
ALTER TABLE operation ADD COLUMN time_zone VARCHAR(60);
ALTER TABLE operation ADD COLUMN misfire VARCHAR(10);
CREATE INDEX operation_ended ON operation (finished_at);

ALTER TABLE operation_target ADD COLUMN organization_id BIGINT;
ALTER TABLE operation_target ADD COLUMN retry_at TIMESTAMP;
-- The device's id while an operation works on it: unique, so that no two do.
ALTER TABLE operation_target ADD COLUMN at_work BIGINT;
ALTER TABLE operation_target ADD CONSTRAINT operation_target_at_work UNIQUE (at_work);

-- A range of an operation's devices that one server works on at a time, under a lease and a fence of its own.
CREATE TABLE operation_share (
  operation_id BIGINT      NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
  share        INTEGER     NOT NULL,
  wave         INTEGER     NOT NULL,
  first_device BIGINT      NOT NULL,
  last_device  BIGINT      NOT NULL,
  state        VARCHAR(10) NOT NULL,
  ready_at     TIMESTAMP   NOT NULL,
  owner        VARCHAR(100),
  fence        BIGINT      NOT NULL,
  lease_until  TIMESTAMP,
  PRIMARY KEY (operation_id, share)
);
-- Those that were at work before there were shares have one.
INSERT INTO operation_share (operation_id, share, wave, first_device, last_device, state, ready_at, fence)
  SELECT id, 0, 0, 0, 9223372036854775807, 'open', execute_at, 0 FROM operation WHERE status = 'in_progress';
