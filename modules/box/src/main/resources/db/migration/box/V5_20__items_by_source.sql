-- A source's items are found by item_external, in the order of their external ids. Beside it this index only misled: of a
-- table that is just being filled PostgreSQL knows nothing, and then looked each item up among all of its source.
DROP INDEX item_by_source;
