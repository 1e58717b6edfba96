-- What polls and operations rewrite again and again stays on its page, and its indexes as they are, if there is room.
${postgresql-only}ALTER TABLE device_poll SET (fillfactor = 50);
${postgresql-only}ALTER TABLE device_fact SET (fillfactor = 70);
