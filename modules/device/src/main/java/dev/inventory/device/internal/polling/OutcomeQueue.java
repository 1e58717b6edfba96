package dev.inventory.device.internal.polling;

import dev.inventory.device.internal.polling.PollResults.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Outcomes that are not taken in yet, in two lines: those of devices that answer as before, of which a time is to be noted,
 * and those that may bring another status, which has to be written. So devices that answer are not asked later because
 * half of all devices have fallen silent. The outcomes of one device stay in their order.
 *
 * <p>What comes in the first line, and what comes up in the second, is bounded by who asks. What falls silent is not: it is
 * at most one outcome for each device that was up.
 */
final class OutcomeQueue {

    /** As many outcomes of a line as come at best while a batch and a piece are written. */
    private static final int FAR_BEHIND = 8000;

    private static final int MOST_UNCHANGED = 4000;
    private static final int MOST_CHANGES = 2000;

    private final Deque<Outcome> unchanged = new ArrayDeque<>();
    private final Deque<Outcome> changes = new ArrayDeque<>();

    /** Only enqueues. What somebody waits for does not wait for the changes of others. */
    synchronized void add(Outcome outcome) {
        PolledDevice device = outcome.device();
        boolean hurries = outcome.kind() == Outcome.Kind.CHECK;
        if (hurries && device.queued > 0 && device.queuedAsChange) {
            bringForward(device);
        }
        boolean isChange = !hurries && (device.queued > 0 ? device.queuedAsChange : mayChange(outcome));
        device.queued++;
        device.queuedAsChange = isChange;
        (isChange ? changes : unchanged).add(outcome);
        notifyAll();
    }

    /** One that answers after it has failed may be a parent by which silent children are judged: each in its time. */
    private static boolean mayChange(Outcome outcome) {
        StatusTrack status = outcome.device().status;
        return !outcome.isAlive() || !status.up || status.failingSince != 0;
    }

    private void bringForward(PolledDevice device) {
        int left = device.queued;
        for (Iterator<Outcome> each = changes.iterator(); left > 0; ) {
            Outcome outcome = each.next();
            if (outcome.device() == device) {
                each.remove();
                unchanged.add(outcome);
                left--;
            }
        }
    }

    /**
     * Waits until there is one.
     *
     * @param longest milliseconds
     */
    synchronized void await(long longest) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(longest);
        try {
            for (long left = longest;
                    left > 0 && isEmpty();
                    left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes out as many as one batch should hold, those of a device in their order. */
    synchronized List<Outcome> take() {
        List<Outcome> taken = new ArrayList<>();
        take(unchanged, MOST_UNCHANGED, taken);
        take(changes, MOST_CHANGES, taken);
        return taken;
    }

    private static void take(Deque<Outcome> line, int most, List<Outcome> taken) {
        for (int i = 0; i < most && !line.isEmpty(); i++) {
            Outcome outcome = line.remove();
            outcome.device().queued--;
            taken.add(outcome);
        }
    }

    synchronized boolean isEmpty() {
        return unchanged.isEmpty() && changes.isEmpty();
    }

    /** Whether so many wait that no more devices should be asked that are up. */
    synchronized boolean isFarBehind() {
        return unchanged.size() > FAR_BEHIND;
    }

    /** Whether so many wait that no more devices should be asked that are down, or new. */
    synchronized boolean isFarBehindWithChanges() {
        return changes.size() > FAR_BEHIND;
    }
}
