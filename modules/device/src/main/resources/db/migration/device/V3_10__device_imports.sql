-- Devices that came from another system, and under which id it keeps them. fingerprint: what it said last in 64 bits
-- (0: look again); edited_fields: what a user has changed since, which that system then leaves alone.
CREATE TABLE device_import (
  device_id     BIGINT       NOT NULL PRIMARY KEY REFERENCES device (id) ON DELETE CASCADE,
  source        VARCHAR(100) NOT NULL,
  external_id   VARCHAR(200) NOT NULL,
  fingerprint   BIGINT       NOT NULL,
  edited_fields VARCHAR(500) NOT NULL,
  missing_since TIMESTAMP,
  CONSTRAINT device_import_external UNIQUE (source, external_id)
);
