/**
 * The stream of changes of status: the history of all devices as it grows, told to all who follow it. Rows of two
 * transactions may become visible in another order than that of their ids; who reads on from the highest id alone would
 * miss some of them. {@link dev.inventory.device.internal.events.Seen} keeps in mind which ids are still missing.
 */
@NullMarked
package dev.inventory.device.internal.events;

import org.jspecify.annotations.NullMarked;
