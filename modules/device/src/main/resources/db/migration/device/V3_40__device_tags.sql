-- A device's tags stand in its own row, one a line, so that showing it takes no further query, and once more in a table
-- where devices are found by them. tag_key: the tag in small letters.
ALTER TABLE device ADD COLUMN tags VARCHAR(4000);
CREATE TABLE device_tag (
  device_id BIGINT       NOT NULL REFERENCES device (id) ON DELETE CASCADE,
  tag_key   VARCHAR(128) NOT NULL,
  tag       VARCHAR(64)  NOT NULL,
  PRIMARY KEY (device_id, tag_key)
);
CREATE INDEX device_tag_of ON device_tag (tag_key, device_id);
