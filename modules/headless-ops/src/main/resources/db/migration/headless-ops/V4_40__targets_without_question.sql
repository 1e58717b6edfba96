-- Targets are written in the transaction that has claimed their operation, and deleted before it. PostgreSQL asked for the
-- operation once for each of them all the same, which took twice as long as to write them.
${postgresql-only}ALTER TABLE operation_target DROP CONSTRAINT operation_target_operation_id_fkey;
