/**
 * A POST that is sent again with the same {@code Idempotency-Key} is not done again: it gets the first answer. Table:
 * {@code idempotency_key}.
 */
@NullMarked
package dev.inventory.platform.idempotency;

import org.jspecify.annotations.NullMarked;
