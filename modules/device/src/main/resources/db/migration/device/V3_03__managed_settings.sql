-- What devices should have set, and how far that has been written to them.
CREATE TABLE device_setting (
  device_id     BIGINT        NOT NULL REFERENCES device (id) ON DELETE CASCADE,
  parameter     VARCHAR(60)   NOT NULL,
  desired       VARCHAR(255)  NOT NULL,
  current_value VARCHAR(2000),
  pending       BOOLEAN       NOT NULL,
  failure       VARCHAR(500),
  requested_at  TIMESTAMP     NOT NULL,
  requested_by  VARCHAR(150)  NOT NULL,
  applied_at    TIMESTAMP,
  PRIMARY KEY (device_id, parameter)
);
