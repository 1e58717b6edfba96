-- Where a movement came from; null for older ones and for what the server does by itself.
ALTER TABLE item_movement ADD COLUMN remote_address VARCHAR(64);
