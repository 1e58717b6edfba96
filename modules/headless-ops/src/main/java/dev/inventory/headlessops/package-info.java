/**
 * Headless operations: work over many devices that is scheduled by a request and done without one. An accepted
 * operation survives the death of the server at any moment; each device gets exactly one result.
 *
 * <p>Tables: {@code operation}, {@code operation_organization}, {@code operation_target} (one row per device, which is
 * the work list and the result), {@code operation_share} (who works on which of them). A new kind of operation is one
 * class ({@link dev.inventory.headlessops.OperationType}). No events for other modules yet; other modules need nothing from this one, which holds
 * devices that it still works on ({@link dev.inventory.device.DeviceHold}).
 */
@NullMarked
package dev.inventory.headlessops;

import org.jspecify.annotations.NullMarked;
