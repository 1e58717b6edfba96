/**
 * Maintenance windows: times in which people are at work on devices, so that what polls find changes nothing.
 *
 * <p>{@code MaintenanceWindows} keeps them; {@code MaintenanceCalendar} knows which are open now, in memory, for the
 * conclusions of the poller; {@code MaintenanceMarks} shows it in the devices' rows.
 */
@NullMarked
package dev.inventory.device.internal.maintenance;

import org.jspecify.annotations.NullMarked;
