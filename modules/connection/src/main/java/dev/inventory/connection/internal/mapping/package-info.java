/** From another system's record to ours: which field is which, what is left out, and what is wrong with a record. */
@NullMarked
package dev.inventory.connection.internal.mapping;

import org.jspecify.annotations.NullMarked;
