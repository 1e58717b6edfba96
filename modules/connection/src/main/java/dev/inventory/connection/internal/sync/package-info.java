/** Runs: when they are due, who works on them, and how records become items and devices without being held in memory. */
@NullMarked
package dev.inventory.connection.internal.sync;

import org.jspecify.annotations.NullMarked;
