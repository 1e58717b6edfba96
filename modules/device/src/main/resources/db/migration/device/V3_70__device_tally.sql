-- How many devices there are, so that a list's count does not read the table. The database itself adds a row for each
-- change; the server puts them together now and then. Without a key: who adds one waits for nobody.
CREATE TABLE device_tally (
  organization_id BIGINT  NOT NULL,
  type_id         BIGINT  NOT NULL,
  status          BOOLEAN NOT NULL,
  tally           BIGINT  NOT NULL
);
INSERT INTO device_tally (organization_id, type_id, status, tally)
  SELECT organization_id, type_id, status, COUNT(*) FROM device GROUP BY organization_id, type_id, status;

-- What lists are asked for and ordered by, with the id that ends every order.
CREATE INDEX device_organization_of ON device (organization_id, id);

${derby-only}CREATE TRIGGER device_added AFTER INSERT ON device REFERENCING NEW AS n FOR EACH ROW INSERT INTO device_tally (organization_id, type_id, status, tally) VALUES (n.organization_id, n.type_id, n.status, 1);
${derby-only}CREATE TRIGGER device_removed AFTER DELETE ON device REFERENCING OLD AS o FOR EACH ROW INSERT INTO device_tally (organization_id, type_id, status, tally) VALUES (o.organization_id, o.type_id, o.status, -1);
${derby-only}CREATE TRIGGER device_moved AFTER UPDATE OF organization_id, type_id, status ON device REFERENCING OLD AS o NEW AS n FOR EACH ROW WHEN (o.organization_id <> n.organization_id OR o.type_id <> n.type_id OR o.status <> n.status) INSERT INTO device_tally (organization_id, type_id, status, tally) VALUES (o.organization_id, o.type_id, o.status, -1), (n.organization_id, n.type_id, n.status, 1);

${postgresql-only}CREATE FUNCTION device_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO device_tally (organization_id, type_id, status, tally) SELECT organization_id, type_id, status, COUNT(*) FROM added GROUP BY 1, 2, 3; RETURN NULL; END $$;
${postgresql-only}CREATE FUNCTION device_removed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO device_tally (organization_id, type_id, status, tally) SELECT organization_id, type_id, status, -COUNT(*) FROM removed GROUP BY 1, 2, 3; RETURN NULL; END $$;
${postgresql-only}CREATE FUNCTION device_moved() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO device_tally (organization_id, type_id, status, tally) VALUES (OLD.organization_id, OLD.type_id, OLD.status, -1), (NEW.organization_id, NEW.type_id, NEW.status, 1); RETURN NULL; END $$;
${postgresql-only}CREATE TRIGGER device_added AFTER INSERT ON device REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION device_added();
${postgresql-only}CREATE TRIGGER device_removed AFTER DELETE ON device REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION device_removed();
${postgresql-only}CREATE TRIGGER device_moved AFTER UPDATE OF organization_id, type_id, status ON device FOR EACH ROW WHEN (OLD.organization_id <> NEW.organization_id OR OLD.type_id <> NEW.type_id OR OLD.status <> NEW.status) EXECUTE FUNCTION device_moved();
