-- The SNMP engine of a device (snmpEngineID in hexadecimal digits), by which it is known again at another address.
CREATE TABLE device_engine (
  device_id BIGINT      NOT NULL PRIMARY KEY REFERENCES device (id) ON DELETE CASCADE,
  engine_id VARCHAR(64) NOT NULL
);
CREATE INDEX device_engine_id ON device_engine (engine_id);
