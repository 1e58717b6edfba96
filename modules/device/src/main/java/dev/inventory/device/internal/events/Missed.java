package dev.inventory.device.internal.events;

import java.util.List;
import java.util.Optional;

/**
 * What one who follows has missed, read from the table page by page: the rows up to a place in the log that he has not
 * been told. The log itself tells the rest from there on, so that nothing is told twice or left out.
 */
final class Missed {

    private final Seen until;
    private final long toldToo;
    private List<Seen.Span> gaps;
    private long passed;

    /**
     * @param told what he has been told
     * @param until what had been read at the place in the log
     * @param toldToo the id of one more row that he has been told, or 0
     */
    Missed(Seen told, Seen until, long toldToo) {
        this.until = until;
        this.toldToo = toldToo;
        this.gaps = told.missing();
        this.passed = told.high();
    }

    /** The next page, which may be empty; nothing when the place in the log is reached. */
    Optional<List<StatusEvent>> page(StatusRows rows) {
        if (!gaps.isEmpty()) {
            StatusRows.Part late = rows.read(gaps, StatusTail.BATCH);
            gaps = late.ids().size() < StatusTail.BATCH
                    ? List.of()
                    : behind(late.ids().get(late.ids().size() - 1));
            return Optional.of(wanted(late));
        }
        if (passed >= until.high()) {
            return Optional.empty();
        }
        StatusRows.Part part = rows.read(List.of(new Seen.Span(passed + 1, until.high())), StatusTail.BATCH);
        passed = part.ids().size() < StatusTail.BATCH
                ? until.high()
                : part.ids().get(part.ids().size() - 1);
        return Optional.of(wanted(part));
    }

    private List<Seen.Span> behind(long id) {
        return gaps.stream()
                .filter(span -> span.high() > id)
                .map(span -> new Seen.Span(Math.max(span.low(), id + 1), span.high()))
                .toList();
    }

    /** What the log has not read there comes with the log. */
    private List<StatusEvent> wanted(StatusRows.Part part) {
        return part.of(part.ids().stream()
                .filter(id -> id != toldToo && until.contains(id))
                .toList());
    }
}
