/**
 * Polling: which device is due, what its answer means, and how the result is stored.
 *
 * <p>{@code Fleet} holds every polled device in memory and follows the database; {@code Poller} asks the due ones;
 * {@code PollResults} draws the conclusions and {@code PollStore} writes them in batches.
 */
@NullMarked
package dev.inventory.device.internal.polling;

import org.jspecify.annotations.NullMarked;
