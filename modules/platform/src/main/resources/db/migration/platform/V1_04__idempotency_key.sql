-- What POST requests with an Idempotency-Key were answered, for a day. The answer may hold a secret (a new token): it is
-- sealed. No reference to the user: a row outlives nobody for long.
CREATE TABLE idempotency_key (
  user_id       BIGINT        NOT NULL,
  request_key   VARCHAR(255)  NOT NULL,
  request_hash  VARCHAR(64)   NOT NULL,
  started_at    TIMESTAMP     NOT NULL,
  status        INTEGER       NOT NULL,
  content_type  VARCHAR(200),
  location      VARCHAR(2000),
  sealed_answer ${text},
  CONSTRAINT idempotency_key_pk PRIMARY KEY (user_id, request_key)
);
CREATE INDEX idempotency_key_started ON idempotency_key (started_at);
