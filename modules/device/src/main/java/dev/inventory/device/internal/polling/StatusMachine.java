package dev.inventory.device.internal.polling;

import dev.inventory.device.DeviceState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From what polls come to, to what a device's status is. It knows no network, no database and no clock: the same signs at
 * the same times lead to the same decisions.
 *
 * <p>A device is down after N of its last M polls have failed, and up with its first answer. One whose parent is lost is
 * unreachable instead. One that changes too often flaps until it has been calm for a while: its changes still count, but
 * are named. In maintenance nothing is concluded at all.
 */
final class StatusMachine {

    /** Looks that a conclusion waits for the parent's: some two seconds each, so about a minute. */
    private static final int LONGEST_WAIT = 30;

    private static final int ALL = -1;

    /**
     * That a device was asked and has not answered.
     *
     * @param check whether somebody wants to know now: then nothing is waited for
     * @param begun when it was asked
     * @param at when it was given up
     * @param apart as long after another one it must have begun to be more than the same failure seen twice
     */
    record Failure(boolean check, Instant begun, Instant at, Duration apart) {}

    /**
     * When a device is down, and when it flaps.
     *
     * @param failures failed polls that make a device down
     * @param ofPolls among that many of its last polls, 1 to 32, no fewer than {@code failures}
     * @param flapChanges ups and downs within {@code flapWindow} that make it flapping; it is calm again with fewer than
     *     half of them
     */
    record Rules(int failures, int ofPolls, int flapChanges, Duration flapWindow) {}

    /** How the device that this one is reached through stands. */
    enum Parent {
        /** There is none, or it has answered since this one began to fail. */
        REACHED,
        /** It is not reached either. */
        LOST,
        /** It has not been asked since this one began to fail, or is not decided about. */
        UNSETTLED
    }

    /**
     * What else is to be known.
     *
     * @param maintenance whether people are at work on the device
     * @param counting whether changes are counted here: only where all of a device's changes are seen
     */
    record Circumstances(boolean maintenance, boolean counting) {
        static final Circumstances NONE = new Circumstances(false, false);
        static final Circumstances COUNTING = new Circumstances(false, true);
        static final Circumstances MAINTENANCE = new Circumstances(true, true);
    }

    /** When the device is to be asked again. */
    enum Next {
        /** After its interval. */
        REGULAR,
        /** At once, for the rest: it was asked for a sign of life only. */
        REST,
        /** In a moment: one failed poll is no proof. */
        SECOND_LOOK,
        /** In a moment, and its parent now. */
        PARENT_FIRST,
        /** Less and less often. */
        BACKING_OFF
    }

    /** How flapping bears on a change. */
    enum Flaps {
        NO,
        /** The change was one too many. */
        BEGIN,
        /** It was one of those that do not count for much. */
        GO_ON,
        /** It has been calm for a while. */
        END
    }

    /** A new status. */
    record Change(boolean up, DeviceState state, Flaps flaps) {}

    /**
     * What follows from a poll.
     *
     * @param change null if all stays as it is
     */
    record Decision(@Nullable Change change, Next next) {
        private static final Decision REGULAR = new Decision(null, Next.REGULAR);
        private static final Decision SECOND_LOOK = new Decision(null, Next.SECOND_LOOK);
        private static final Decision PARENT_FIRST = new Decision(null, Next.PARENT_FIRST);
        private static final Decision BACKING_OFF = new Decision(null, Next.BACKING_OFF);
    }

    private final Rules rules;

    StatusMachine(Rules rules) {
        this.rules = rules;
    }

    /** The device has answered. */
    Decision alive(StatusTrack track, Circumstances circumstances, Instant at) {
        track.failed <<= 1;
        track.failingSince = 0;
        track.failedAt = 0;
        track.waits = 0;
        if (circumstances.maintenance()) {
            return Decision.REGULAR;
        }
        if (track.up && track.isJudged()) {
            return track.flapping && circumstances.counting() && isCalm(track, at)
                    ? new Decision(become(track, true, calm(track), Flaps.END), Next.REGULAR)
                    : Decision.REGULAR;
        }
        track.failed = 0;
        Flaps flaps = isOfItsOwn(track.state) ? count(track, circumstances, at) : named(track);
        return new Decision(become(track, true, own(track, true), flaps), Next.REST);
    }

    /** The device has not answered. What fails twice in one moment, however often it is asked, has failed once. */
    Decision silent(StatusTrack track, Failure failure, Parent parent, Circumstances circumstances) {
        Instant at = failure.at();
        boolean check = failure.check();
        if (track.failingSince == 0) {
            track.failingSince = at.toEpochMilli();
        }
        long begun = failure.begun().toEpochMilli();
        if (track.failedAt == 0 || begun - track.failedAt >= failure.apart().toMillis()) {
            track.failed = (track.failed << 1) | 1;
            track.failedAt = begun;
        }
        boolean undecided = track.up || !track.isJudged();
        if (circumstances.maintenance()) {
            return !undecided ? Decision.BACKING_OFF : hasFailed(track) ? Decision.REGULAR : Decision.SECOND_LOOK;
        }
        boolean secondChance = undecided || (track.state == DeviceState.UNREACHABLE && parent != Parent.LOST);
        if (secondChance && !hasFailed(track)) {
            return Decision.SECOND_LOOK;
        }
        if (secondChance && !check && parent == Parent.UNSETTLED && track.waits < LONGEST_WAIT) {
            track.waits++;
            return Decision.PARENT_FIRST;
        }
        if (parent == Parent.LOST) {
            return track.state == DeviceState.UNREACHABLE
                    ? Decision.BACKING_OFF
                    : new Decision(lost(track), Next.BACKING_OFF);
        }
        if (undecided) {
            Flaps flaps = isOfItsOwn(track.state) ? count(track, circumstances, at) : named(track);
            return new Decision(become(track, false, own(track, false), flaps), Next.BACKING_OFF);
        }
        boolean calmed = track.flapping && circumstances.counting() && isCalm(track, at);
        DeviceState state = calmed ? calm(track) : own(track, false);
        return state == track.state
                ? Decision.BACKING_OFF
                : new Decision(become(track, false, state, calmed ? Flaps.END : named(track)), Next.BACKING_OFF);
    }

    /**
     * The parent is lost: what was concluded of the device, or was about to be, is mended.
     *
     * @return null if all stays as it is
     */
    @Nullable
    Change parentLost(StatusTrack track, Circumstances circumstances) {
        boolean gone = track.up ? hasFailed(track) : isOfItsOwn(track.state);
        return gone && !circumstances.maintenance() ? lost(track) : null;
    }

    /** The parent answers again: what the device's polls came to meanwhile says nothing about the device. */
    void parentReturned(StatusTrack track) {
        if (track.state == DeviceState.UNREACHABLE) {
            track.failed = 0;
            track.failingSince = 0;
            track.failedAt = 0;
            track.waits = 0;
        }
    }

    /** Whether the device is not there, whatever may be said of it yet. */
    boolean isLost(StatusTrack track) {
        return (track.isJudged() && !track.up) || hasFailed(track);
    }

    /**
     * Takes in the changes of late, whoever saw them: another server, this one before its start, or this one while it was
     * the one that polls, in the place of those that it knows. None counts twice.
     */
    void recall(StatusTrack track, List<Instant> changes) {
        track.forgetChanges();
        changes.forEach(at -> track.changedAt(at.toEpochMilli(), rules.flapChanges()));
    }

    private boolean hasFailed(StatusTrack track) {
        int polls = rules.ofPolls() >= Integer.SIZE ? ALL : (1 << rules.ofPolls()) - 1;
        return Integer.bitCount(track.failed & polls) >= rules.failures();
    }

    private static Change become(StatusTrack track, boolean up, DeviceState state, Flaps flaps) {
        track.up = up;
        track.state = state;
        track.waits = 0;
        return new Change(up, state, flaps);
    }

    private static Change lost(StatusTrack track) {
        return become(track, false, DeviceState.UNREACHABLE, Flaps.NO);
    }

    private static DeviceState own(StatusTrack track, boolean up) {
        return track.flapping ? DeviceState.FLAPPING : up ? DeviceState.UP : DeviceState.DOWN;
    }

    /** Whether it got into this state by itself. What its parent did to it, or nobody knows, is no flapping of its own. */
    static boolean isOfItsOwn(DeviceState state) {
        return state == DeviceState.UP || state == DeviceState.DOWN || state == DeviceState.FLAPPING;
    }

    private Flaps count(StatusTrack track, Circumstances circumstances, Instant at) {
        if (!circumstances.counting()) {
            return named(track);
        }
        track.changedAt(at.toEpochMilli(), rules.flapChanges());
        boolean before = track.flapping;
        if (before && isCalm(track, at)) {
            track.flapping = false;
            return Flaps.END;
        }
        track.flapping = before || changes(track, at) >= rules.flapChanges();
        return track.flapping && !before ? Flaps.BEGIN : named(track);
    }

    private static Flaps named(StatusTrack track) {
        return track.flapping ? Flaps.GO_ON : Flaps.NO;
    }

    private static DeviceState calm(StatusTrack track) {
        track.flapping = false;
        return track.up ? DeviceState.UP : DeviceState.DOWN;
    }

    private boolean isCalm(StatusTrack track, Instant at) {
        return changes(track, at) * 2 < rules.flapChanges();
    }

    private int changes(StatusTrack track, Instant at) {
        return track.changesAfter(at.minus(rules.flapWindow()).toEpochMilli());
    }
}
