-- When many devices change at once their tallies are many rows for a moment, and the table keeps the room that they took: a
-- count read all of it. PostgreSQL alone, where that was seen.
${postgresql-only}CREATE INDEX device_tally_of ON device_tally (organization_id, status, type_id) INCLUDE (tally);
