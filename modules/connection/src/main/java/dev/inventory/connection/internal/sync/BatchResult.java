package dev.inventory.connection.internal.sync;

import java.util.List;
import java.util.Map;

/**
 * What became of a batch.
 *
 * @param ids of the objects that were found or made
 * @param refused the records that were not taken, beside those that came as errors
 * @param diff what would change, as users are shown it; of a dry run alone
 */
record BatchResult(Counts counts, List<Long> ids, List<RecordError> refused, List<Map<String, Object>> diff) {}
