package dev.inventory.device.internal.events;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The rows that were read of late, in the order in which they became visible; one for all who follow. It holds a bounded
 * number of them: who falls behind farther reads on from the table. Thread safe.
 */
final class StatusLog {

    /** Rows that are held for those who are slower than others. */
    static final int CAPACITY = 10_000;

    private final Deque<Batch> batches = new ArrayDeque<>();
    private Position start = new Position(0, Seen.upTo(0));
    private Position end = start;
    private int held;

    /**
     * How far somebody has come.
     *
     * @param number of the last batch
     * @param seen the rows up to there
     */
    record Position(long number, Seen seen) {}

    /**
     * Rows that became visible one after the other.
     *
     * @param end how far one is after them
     * @param alone whether no other server was there that might have told them in another order
     */
    record Batch(List<StatusEvent> events, Position end, boolean alone) {
        boolean has(long id) {
            return events.stream().anyMatch(event -> event.id() == id);
        }
    }

    /** What comes after a position. */
    sealed interface Next {
        /** Nothing yet. */
        record Nothing() implements Next {}

        /** Some rows. */
        record Some(Batch batch) implements Next {}

        /** They are no longer held. */
        record Gone() implements Next {}
    }

    /** Begins anew behind these rows; earlier positions are no longer held. */
    synchronized void restart(Seen seen) {
        batches.clear();
        held = 0;
        start = new Position(end.number + 2, seen); // so that no former position is the one before it
        end = start;
    }

    /** Adds rows. */
    synchronized void append(List<StatusEvent> events, Seen after, boolean alone) {
        end = new Position(end.number + 1, after);
        batches.addLast(new Batch(List.copyOf(events), end, alone));
        held += events.size();
        while (held > CAPACITY) {
            Batch oldest = batches.removeFirst();
            held -= oldest.events.size();
            start = oldest.end;
        }
    }

    synchronized Position end() {
        return end;
    }

    synchronized Next after(Position position) {
        if (position.number == end.number) {
            return new Next.Nothing();
        }
        if (position.number < start.number) {
            return new Next.Gone();
        }
        long skipped = position.number - start.number;
        return new Next.Some(batches.stream().skip(skipped).findFirst().orElseThrow());
    }

    /** Another word on what has been seen at the end, where nothing was added. */
    synchronized void settle(Seen seen) {
        end = new Position(end.number, seen);
    }

    /**
     * Where to go on for somebody whose last row was this one, if that can be told: the row is held, and this server
     * alone has told anybody of it. Whether it was told in the order of this log or by ids: what stands before it here
     * and has a lower id was told before it.
     *
     * @return the first batch of which something may not have been told, with the rows from there on
     */
    synchronized Optional<Batch> since(long id) {
        if (start.seen.high() >= id || batches.stream().noneMatch(batch -> batch.has(id) && batch.alone)) {
            return Optional.empty();
        }
        boolean passed = false;
        for (Batch batch : batches) {
            for (int i = 0; i < batch.events.size(); i++) {
                if (passed || batch.events.get(i).id() > id) {
                    List<StatusEvent> rest = batch.events.subList(i, batch.events.size());
                    return Optional.of(new Batch(List.copyOf(rest), batch.end, true));
                }
                passed = batch.events.get(i).id() == id;
            }
        }
        return Optional.of(new Batch(List.of(), end, true));
    }
}
