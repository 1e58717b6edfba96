package dev.inventory.device.internal.events;

import dev.inventory.platform.lifecycle.OtherServers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is new in the status history, once for all who follow it, and keeps it in a {@link StatusLog}. Each reading
 * also looks for the rows that were missing below the highest id, until no transaction is left that could bring them.
 */
@ApplicationScoped
class StatusTail {

    /** Rows that are read at once. */
    private static final int PART = 1000;

    /** Rows that are handed on at once: what one who follows holds beside the log. */
    static final int BATCH = 200;

    /** Gaps that are looked into with each reading; more of them cost more, and wait for {@link #SELDOM}. */
    private static final int FEW_GAPS = 50;

    private static final Duration SELDOM = Duration.ofSeconds(1);

    /** How long a missing id is looked for at least: it is drawn before the transaction that writes it has a number. */
    private static final Duration GAP_LIFE = Duration.ofMinutes(2);

    /** After how long without anybody who follows it begins anew, and does not read all that it has missed. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    /** How long before a row a transaction may have begun that committed only after it. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    @Inject
    StatusRows rows;

    @Inject
    OtherServers others;

    @Inject
    Clock clock;

    private final StatusLog log = new StatusLog();
    private final ReentrantLock reading = new ReentrantLock();
    private Seen seen = Seen.upTo(0);
    private @Nullable Instant lastRead;
    private Instant lastLate = Instant.EPOCH;

    /**
     * Where somebody begins.
     *
     * @param first what is told at once
     * @param position how far one is after that
     * @param missed what has to be read from the table before
     */
    record Place(List<StatusEvent> first, StatusLog.Position position, Optional<Missed> missed) {}

    StatusLog log() {
        return log;
    }

    /**
     * The place behind everything that is visible now, or behind what somebody has been told before.
     *
     * @param idle whether nobody follows at the moment
     */
    Place begin(Optional<Bookmark> last, boolean idle) {
        reading.lock();
        try {
            Instant read = lastRead;
            Instant now = clock.instant();
            if (read == null || (idle && read.isBefore(now.minus(PAUSE)))) {
                seen = rows.visible(now);
                log.restart(seen);
                lastRead = now;
            } else {
                round(now);
            }
        } finally {
            reading.unlock();
        }
        return last.map(this::after).orElseGet(() -> new Place(List.of(), log.end(), Optional.empty()));
    }

    private Place after(Bookmark last) {
        if (last.exact()) {
            return missed(last.seen(), 0);
        }
        long id = last.seen().high();
        Optional<StatusLog.Batch> held = log.since(id);
        if (held.isPresent()) {
            return new Place(held.get().events(), held.get().end(), Optional.empty());
        }
        return missed(Seen.upTo(rows.before(id, OVERLAP)), id);
    }

    private Place missed(Seen told, long toldToo) {
        StatusLog.Position end = log.end();
        return new Place(List.of(), end, Optional.of(new Missed(told, end.seen(), toldToo)));
    }

    /** The next page of what somebody has missed; nothing when there is no more of it. */
    Optional<List<StatusEvent>> page(Missed missed) {
        return missed.page(rows);
    }

    /** Reads what is new. */
    void read() {
        reading.lock();
        try {
            round(clock.instant());
        } finally {
            reading.unlock();
        }
    }

    private void round(Instant now) {
        late(now);
        while (true) {
            StatusRows.Part part = rows.read(List.of(new Seen.Span(seen.high() + 1, Long.MAX_VALUE)), PART);
            add(part, now);
            if (part.ids().size() < PART) {
                break;
            }
        }
        close(now);
        lastRead = now;
    }

    /** Rows that were missing. */
    private void late(Instant now) {
        if (seen.gaps().isEmpty() || (seen.gaps().size() > FEW_GAPS && now.isBefore(lastLate.plus(SELDOM)))) {
            return;
        }
        lastLate = now;
        StatusRows.Part part;
        do {
            part = rows.read(seen.missing(), PART);
            add(part, now);
        } while (part.ids().size() == PART);
    }

    private void add(StatusRows.Part part, Instant now) {
        List<Long> ids = part.ids();
        if (ids.isEmpty()) {
            return;
        }
        // asked after the rows were read: who has written what is missing among them is older
        boolean complete = ids.get(0) == seen.high() + 1 && ids.get(ids.size() - 1) == seen.high() + ids.size();
        long mark = complete ? 0 : rows.next();
        boolean alone = others.count() == 0;
        for (int from = 0; from < ids.size(); from += BATCH) {
            List<Long> some = ids.subList(from, Math.min(from + BATCH, ids.size()));
            seen = seen.with(some, now, mark);
            log.append(part.of(some), seen, alone);
        }
    }

    /** What nobody can write any more is no longer looked for. */
    private void close(Instant now) {
        Instant old = now.minus(GAP_LIFE);
        if (seen.gaps().stream().anyMatch(gap -> gap.since().isBefore(old))) {
            long oldest = rows.oldest();
            seen = seen.without(gap -> gap.since().isBefore(old) && gap.mark() <= oldest);
            log.settle(seen);
        }
    }
}
