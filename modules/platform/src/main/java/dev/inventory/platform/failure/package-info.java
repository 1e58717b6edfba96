/** What can go wrong in the domain. Thrown where the fact is known, turned into HTTP once, by {@code web}. */
@NullMarked
package dev.inventory.platform.failure;

import org.jspecify.annotations.NullMarked;
