/** What answers at addresses that are no devices yet, and which device it may be after all. */
@NullMarked
package dev.inventory.device.internal.discovery;

import org.jspecify.annotations.NullMarked;
