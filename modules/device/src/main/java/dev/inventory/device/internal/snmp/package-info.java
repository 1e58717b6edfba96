/** SNMP over the network: one session for the whole server, and the objects that are asked for. */
@NullMarked
package dev.inventory.device.internal.snmp;

import org.jspecify.annotations.NullMarked;
