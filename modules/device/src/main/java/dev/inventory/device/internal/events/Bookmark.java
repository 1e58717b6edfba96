package dev.inventory.device.internal.events;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * From where somebody wants to go on: what he sends back of the ids that he was told. After a row that is the row's id;
 * where the stream has said how far it is, all that it has seen, such as {@code 4711~} or {@code 4711~4698,4702-4705}
 * without what was missing then.
 *
 * @param exact whether all of it has been told, and nothing else
 */
record Bookmark(Seen seen, boolean exact) {

    /** Gaps that an id may name. */
    private static final int GAPS = 20;

    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})(~)?((?:(?<=[~,])\\d{1,18}(?:-\\d{1,18})?,?)*)");

    static Bookmark row(long id) {
        return new Bookmark(Seen.upTo(id), false);
    }

    /** Reads what {@link #text} wrote, or a row's id; empty if it is neither. */
    static Optional<Bookmark> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches() || (matcher.group(2) == null && !matcher.group(3).isEmpty())) {
            return Optional.empty();
        }
        long high = Long.parseLong(matcher.group(1));
        if (matcher.group(2) == null) {
            return Optional.of(row(high));
        }
        List<Seen.Gap> gaps = new ArrayList<>();
        long below = 0;
        for (String span : matcher.group(3).split(",", -1)) {
            if (span.isEmpty() && matcher.group(3).isEmpty()) {
                continue;
            }
            String[] ends = span.split("-");
            if (ends.length == 0 || ends[0].isEmpty()) {
                return Optional.empty();
            }
            long from = Long.parseLong(ends[0]);
            long to = Long.parseLong(ends[ends.length - 1]);
            if (from <= below || to < from || to > high || gaps.size() == GAPS) {
                return Optional.empty();
            }
            gaps.add(new Seen.Gap(from, to, Instant.EPOCH, 0));
            below = to;
        }
        return Optional.of(new Bookmark(new Seen(high, gaps), true));
    }

    /** As an id of the stream. If too much is missing to be named it is that of a row, after which some may come again. */
    static String text(Seen seen) {
        if (seen.gaps().size() > GAPS) {
            return Long.toString(seen.high());
        }
        return seen.high() + "~"
                + seen.gaps().stream()
                        .map(gap -> gap.low() == gap.high() ? Long.toString(gap.low()) : gap.low() + "-" + gap.high())
                        .collect(Collectors.joining(","));
    }
}
