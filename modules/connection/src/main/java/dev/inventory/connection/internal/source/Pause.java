package dev.inventory.connection.internal.source;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Waits between attempts: twice as long each time, with some chance in it, so that many do not come back together. */
@FunctionalInterface
interface Pause {

    long FIRST_MILLIS = 250;
    long LONGEST_MILLIS = 10_000;
    Duration LONGEST_ASKED = Duration.ofSeconds(30);

    void sleep(Duration time) throws InterruptedException;

    /** How long to wait after an attempt; what the source asks for counts, up to half a minute. */
    static Duration after(int attempt, Optional<Duration> asked) {
        if (asked.isPresent()) {
            return asked.get().compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked.get();
        }
        long whole = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempt, 10));
        return Duration.ofMillis(whole / 2 + ThreadLocalRandom.current().nextLong(whole / 2 + 1));
    }
}
