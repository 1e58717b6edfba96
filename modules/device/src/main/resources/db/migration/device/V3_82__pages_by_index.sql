-- Derby reads an index in one direction only, and the newest devices first is what people ask for.
${derby-only}CREATE INDEX device_newest ON device (id DESC);
-- With the id that ends every order, so that a page by name is read off the index and not sorted.
DROP INDEX device_name_of;
CREATE INDEX device_name_of ON device (name, id);
