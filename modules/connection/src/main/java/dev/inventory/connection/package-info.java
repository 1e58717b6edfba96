/**
 * Connection profiles: how items and devices that other systems keep are pulled in from them, over HTTP or out of a
 * database, on a schedule or when somebody asks.
 *
 * <p>Tables: {@code connection_profile}, {@code connection_sync_run} (one row per run, which is the queue and the
 * history), {@code connection_sync_error} (the records of a run that could not be taken). No events; other modules need
 * nothing from this one. It hands in what it pulled through {@link dev.inventory.box.ItemImports} and
 * {@link dev.inventory.device.DeviceImports}.
 */
@NullMarked
package dev.inventory.connection;

import org.jspecify.annotations.NullMarked;
