/** Configuration: every key read once, checked at start, and named when its value is bad. */
@NullMarked
package dev.inventory.platform.settings;

import org.jspecify.annotations.NullMarked;
