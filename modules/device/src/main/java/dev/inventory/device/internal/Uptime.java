package dev.inventory.device.internal;

import java.time.Duration;

/** Writes lengths of time the way clients know them: {@code 45 days, 12:30:15}, {@code 1 day, 0:00:09}, {@code 3:02:01}. */
final class Uptime {

    private Uptime() {}

    static String format(Duration uptime) {
        String time =
                String.format("%d:%02d:%02d", uptime.toHoursPart(), uptime.toMinutesPart(), uptime.toSecondsPart());
        long days = uptime.toDays();
        return days == 0 ? time : days + (days == 1 ? " day, " : " days, ") + time;
    }
}
