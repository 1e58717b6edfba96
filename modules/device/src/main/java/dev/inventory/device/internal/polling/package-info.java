/**
 * Polling: which device is due, what its answer means, and how the result is stored.
 *
 * <p>{@code Fleet} holds every polled device in memory and follows the database; {@code Poller} asks the due ones;
 * {@code PollResults} takes in the answers, {@code Conclusions} says what they mean, by {@code StatusMachine}, and
 * {@code PollStore} writes that in batches.
 */
@NullMarked
package dev.inventory.device.internal.polling;

import org.jspecify.annotations.NullMarked;
