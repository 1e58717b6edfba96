/** Lists: declared fields become filters, lookups, orderings and a projection in the query itself. */
@NullMarked
package dev.inventory.platform.listing;

import org.jspecify.annotations.NullMarked;
