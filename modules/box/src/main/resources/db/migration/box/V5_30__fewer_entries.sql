-- Few items have a serial number, and PostgreSQL need not hold the others.
${postgresql-only}DROP INDEX item_by_serial;
${postgresql-only}CREATE INDEX item_by_serial ON item (serial_number) WHERE serial_number IS NOT NULL;
