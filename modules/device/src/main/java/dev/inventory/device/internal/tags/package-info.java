/**
 * Words that users put on devices: what a device holds ({@link dev.inventory.device.internal.tags.Tags}), and the table
 * {@code device_tag}, where devices are found by them.
 */
@NullMarked
package dev.inventory.device.internal.tags;

import org.jspecify.annotations.NullMarked;
