package dev.inventory.systemtests;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code 45 days, 12:30:15}. */
final class Uptimes {

    private static final Pattern UPTIME = Pattern.compile("(?:(\\d+) days?, )?(\\d+):(\\d\\d):(\\d\\d)");

    private Uptimes() {}

    static Duration parse(String text) {
        Matcher matcher = UPTIME.matcher(text);
        if (!matcher.matches()) {
            throw new AssertionError("Not an uptime: " + text);
        }
        return Duration.ofDays(matcher.group(1) == null ? 0 : Long.parseLong(matcher.group(1)))
                .plusHours(Long.parseLong(matcher.group(2)))
                .plusMinutes(Long.parseLong(matcher.group(3)))
                .plusSeconds(Long.parseLong(matcher.group(4)));
    }
}
