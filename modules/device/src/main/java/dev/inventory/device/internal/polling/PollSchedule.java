package dev.inventory.device.internal.polling;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Which device is due next. A device stands in it once: putting it again moves it. Times are in milliseconds. */
final class PollSchedule {

    private record Slot(long due, long ticket, PolledDevice device) {}

    /** Of all schedules, since a device moves from one to another. */
    private static final AtomicLong TICKETS = new AtomicLong();

    private final PriorityQueue<Slot> slots = new PriorityQueue<>(Comparator.comparingLong(Slot::due));

    synchronized void put(PolledDevice device, long due) {
        long ticket = TICKETS.incrementAndGet();
        device.ticket = ticket;
        slots.add(new Slot(due, ticket, device));
    }

    /** Takes out a device that is due; null if none is. */
    synchronized @Nullable PolledDevice takeDue(long now) {
        for (Slot first = slots.peek(); first != null && first.due <= now; first = slots.peek()) {
            slots.remove();
            if (first.ticket == first.device.ticket && !first.device.gone) {
                return first.device;
            }
        }
        return null;
    }

    synchronized void clear() {
        slots.clear();
    }

    synchronized int size() {
        return slots.size();
    }
}
