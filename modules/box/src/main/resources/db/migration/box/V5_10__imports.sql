-- Of items that came from another system: what it said last in 64 bits (0: look again), where it keeps them, and since
-- when it has them no longer.
ALTER TABLE item ADD COLUMN fingerprint BIGINT NOT NULL DEFAULT 0;
ALTER TABLE item ADD COLUMN location VARCHAR(200) ${code-points};
ALTER TABLE item ADD COLUMN missing_epoch_millis BIGINT;
CREATE INDEX item_by_source ON item (source, id);
