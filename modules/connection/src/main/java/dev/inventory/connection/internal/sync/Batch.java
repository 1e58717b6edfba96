package dev.inventory.connection.internal.sync;

import dev.inventory.connection.internal.mapping.Mapped;
import java.util.List;

/**
 * Records that are written in one transaction.
 *
 * @param records with distinct external ids
 * @param errors of records that came with them and cannot be taken
 * @param skipped how many the filters left out
 * @param number its place among the batches of the run
 */
record Batch(List<Mapped> records, List<RecordError> errors, long skipped, int number) {}
