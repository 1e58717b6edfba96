-- Users of SNMP version 3; the keys are sealed.
ALTER TABLE device ADD COLUMN snmp_user VARCHAR(32);
ALTER TABLE device ADD COLUMN snmp_auth_protocol VARCHAR(10);
ALTER TABLE device ADD COLUMN snmp_auth_key VARCHAR(2000);
ALTER TABLE device ADD COLUMN snmp_priv_protocol VARCHAR(10);
ALTER TABLE device ADD COLUMN snmp_priv_key VARCHAR(2000);
ALTER TABLE device ADD COLUMN snmp_context VARCHAR(32);

-- Which engine answers there, in hexadecimal digits, and how often it had started when it was last heard.
ALTER TABLE device_poll ADD COLUMN engine_id VARCHAR(64);
ALTER TABLE device_poll ADD COLUMN engine_boots INTEGER;
CREATE INDEX device_poll_by_engine ON device_poll (engine_id);
