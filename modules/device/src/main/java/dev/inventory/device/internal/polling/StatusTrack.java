package dev.inventory.device.internal.polling;

import dev.inventory.device.DeviceState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a device to judge its status: a few numbers, since there is one for each of very many devices.
 * Written by the one thread that draws the conclusions, except where a user or another server sets the status.
 */
final class StatusTrack {

    /** Whether it answers, as far as is known. */
    volatile boolean up;

    /** What was concluded; never {@link DeviceState#MAINTENANCE}. */
    volatile DeviceState state;

    /** The last polls, the newest in the lowest bit: 1 for one that failed. */
    int failed;

    /** When the last poll that counts as failed was begun, in milliseconds; 0 while it answers. */
    long failedAt;

    /** When the first of the polls that fail now was, in milliseconds; 0 while it answers. */
    volatile long failingSince;

    /** How often its conclusion has waited for that of its parent. */
    int waits;

    /** Whether it goes up and down too often. */
    boolean flapping;

    /** Why it could not be asked, if that is all that was ever found. */
    @Nullable
    String untried;

    /** When it last went up or down, in milliseconds, in no order; null for the many that never do. */
    private long @Nullable [] changes;

    StatusTrack(boolean up, DeviceState state) {
        this.up = up;
        this.state = state;
        this.flapping = state == DeviceState.FLAPPING;
    }

    /** Whether the status was ever set by a user or found by a poll. */
    boolean isJudged() {
        return state != DeviceState.UNKNOWN;
    }

    /** Takes over what somebody else has stored. */
    void adopt(boolean nowUp, DeviceState nowState) {
        up = nowUp;
        state = nowState;
        if (nowState != DeviceState.UNREACHABLE) {
            flapping = nowState == DeviceState.FLAPPING;
        }
    }

    /** Forgets when it changed, as far as that was noted here. */
    void forgetChanges() {
        changes = null;
    }

    /** Notes a change; of those that are known the oldest is forgotten if there are more than {@code kept}. */
    void changedAt(long at, int kept) {
        long[] known = changes;
        if (known == null) {
            known = new long[kept];
            changes = known;
        }
        int oldest = 0;
        for (int i = 1; i < known.length; i++) {
            if (known[i] < known[oldest]) {
                oldest = i;
            }
        }
        known[oldest] = Math.max(at, known[oldest]);
    }

    /** How many changes were after an instant, as far as they are kept. */
    int changesAfter(long instant) {
        long[] known = changes;
        return known == null
                ? 0
                : (int) Arrays.stream(known).filter(at -> at > instant).count();
    }
}
