/** API tokens: derived from the master key, kept as hashes. Table: {@code api_token}. */
@NullMarked
package dev.inventory.auth.internal.tokens;

import org.jspecify.annotations.NullMarked;
