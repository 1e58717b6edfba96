/** What happens to the server as a whole: it has started, it is about to stop. */
@NullMarked
package dev.inventory.platform.lifecycle;

import org.jspecify.annotations.NullMarked;
