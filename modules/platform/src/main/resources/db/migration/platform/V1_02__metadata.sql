-- What users keep beside an object of any module. No reference: whoever deletes an object deletes this with it.
CREATE TABLE object_metadata (
  object_type   VARCHAR(60) NOT NULL,
  object_id     BIGINT      NOT NULL,
  document_json ${text}     NOT NULL,
  version       BIGINT      NOT NULL,
  CONSTRAINT object_metadata_pk PRIMARY KEY (object_type, object_id)
);
