/**
 * Signs of life: the ways to find out whether a device is there, beside the SNMP polls. A new way is one class that
 * implements {@code LifeCheck}.
 */
@NullMarked
package dev.inventory.device.internal.life;

import org.jspecify.annotations.NullMarked;
