/** Writing many objects by one request: all of them or none, or each for itself with its own answer. */
@NullMarked
package dev.inventory.platform.bulk;

import org.jspecify.annotations.NullMarked;
