-- counts the changes of who may do what, so that every server knows when what it remembers is old
CREATE TABLE access_change (
  id      SMALLINT NOT NULL PRIMARY KEY,
  changes BIGINT   NOT NULL
);
INSERT INTO access_change (id, changes) VALUES (1, 0);
