-- Derby reads an index in one direction only, and the newest devices first is what people ask for.
${derby-only}CREATE INDEX device_newest ON device (id DESC);
