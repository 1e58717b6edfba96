/**
 * How much of a period a device was up, and its outages: reckoned from the status history when somebody asks, and stored
 * nowhere.
 */
@NullMarked
package dev.inventory.device.internal.availability;

import org.jspecify.annotations.NullMarked;
