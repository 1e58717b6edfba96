/** What clients say and see of operations. The work itself is in {@code execution}. */
@NullMarked
package dev.inventory.headlessops.internal;

import org.jspecify.annotations.NullMarked;
