/**
 * Devices: what should be (the inventory record) and what is (status, uptime and facts learned by polling).
 *
 * <p>Tables: {@code device_type}, {@code device}, {@code device_poll} (what every poll rewrites), {@code device_fact},
 * {@code device_status_history}, {@code device_setting} (what is to be set on devices), {@code device_import} (which devices
 * came from another system), {@code device_tag} (where devices are found by their tags),
 * {@code device_maintenance_window} (when people are at work on them). Events:
 * {@link dev.inventory.device.DeviceStatusChanged} and {@link dev.inventory.device.DevicesChanged}, fired in the transaction
 * of the change.
 *
 * <p>Other modules ask {@link dev.inventory.device.DeviceCatalog}, talk to the network through
 * {@link dev.inventory.device.DeviceProbes} and hand in what they learned to
 * {@link dev.inventory.device.DeviceRecords}, and devices that other systems keep to
 * {@link dev.inventory.device.DeviceImports}. They say what they know of a device by implementing
 * {@link dev.inventory.device.DeviceHold} and {@link dev.inventory.device.DevicePlacements}.
 */
@NullMarked
package dev.inventory.device;

import org.jspecify.annotations.NullMarked;
