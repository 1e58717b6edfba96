package dev.inventory.platform.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the instants that clients write. */
public final class Instants {

    // A '+' in a query string arrives as a space: "…+00:00" becomes "… 00:00".
    private static final Pattern DATE_TIME =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[Tt ](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)"
                    + "(?:([Zz])|([+\\- ])(\\d{2}):?(\\d{2}))?");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private Instants() {}

    /**
     * ISO 8601 with an offset or {@code Z}, with a space for the {@code T}, without an offset (UTC) or a bare date
     * (its first second in UTC). Empty if the text is none of these.
     */
    public static Optional<Instant> parse(String text) {
        String trimmed = text.strip();
        try {
            if (DATE.matcher(trimmed).matches()) {
                return Optional.of(LocalDate.parse(trimmed).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            Matcher matcher = DATE_TIME.matcher(trimmed);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String local = matcher.group(1) + "T" + matcher.group(2);
            if (matcher.group(5) == null) {
                return Optional.of(LocalDateTime.parse(local).toInstant(ZoneOffset.UTC));
            }
            String sign = "-".equals(matcher.group(4)) ? "-" : "+";
            return Optional.of(OffsetDateTime.parse(local + sign + matcher.group(5) + ":" + matcher.group(6))
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
