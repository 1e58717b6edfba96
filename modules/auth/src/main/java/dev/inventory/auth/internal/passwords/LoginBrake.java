package dev.inventory.auth.internal.passwords;

import dev.inventory.platform.failure.TooManyRequests;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down who guesses passwords: after some failures of an account, or from an address, the next try has to wait, and
 * twice as long after each further one. Nobody is made to wait inside the server; whoever comes too early is told when to
 * come again, and the password is not looked at. What is remembered is forgotten after a quiet time and is bounded.
 */
final class LoginBrake {

    static final Duration FIRST_DELAY = Duration.ofSeconds(5);
    static final Duration LONGEST_DELAY = Duration.ofMinutes(15);
    static final int CAPACITY = 20_000;

    private static final int MOST_DOUBLINGS = 20;

    private final Clock clock;
    private final int accountLimit;
    private final int addressLimit;
    private final Map<String, Failures> failures;

    /** The failures of an account or an address, the last of them at an instant. */
    private record Failures(int count, Instant last) {}

    /** @param addressLimit 0 for no limit */
    LoginBrake(Clock clock, int accountLimit, int addressLimit) {
        this.clock = clock;
        this.accountLimit = accountLimit;
        this.addressLimit = addressLimit;
        this.failures = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                return size() > CAPACITY;
            }
        };
    }

    /** @throws TooManyRequests if the account or the address has to wait */
    synchronized void check(String account, String address) {
        Duration wait = Duration.ZERO;
        wait = longer(wait, wait(accountKey(account), accountLimit));
        if (addressLimit > 0) {
            wait = longer(wait, wait(addressKey(address), addressLimit));
        }
        refuseWithin(wait);
    }

    private static void refuseWithin(Duration wait) {
        if (wait.compareTo(Duration.ZERO) > 0) {
            // A started second counts whole, so that who obeys does not come too early.
            Duration told = wait.plusMillis(999).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
            throw new TooManyRequests(
                    "Request was throttled. Expected available in " + told.toSeconds() + " seconds.", told);
        }
    }

    /**
     * Before a password is looked at: counted as a failure until {@link #right} takes it back, so that many tries at the
     * same moment are not more than many tries one after the other.
     *
     * @throws TooManyRequests if the account or the address has to wait
     */
    synchronized void attempt(String account, String address) {
        check(account, address);
        count(accountKey(account));
        count(addressKey(address));
    }

    /** @throws TooManyRequests if the address has to wait; the token is counted otherwise */
    synchronized void wrongToken(String address) {
        if (addressLimit > 0) {
            refuseWithin(wait(addressKey(address), addressLimit));
            count(addressKey(address));
        }
    }

    /** The password of the attempt was right. The account starts afresh; the address only gets this attempt back. */
    synchronized void right(String account, String address) {
        failures.remove(accountKey(account));
        failures.computeIfPresent(
                addressKey(address),
                (key, before) -> before.count <= 1 ? null : new Failures(before.count - 1, before.last));
    }

    private Duration wait(String key, int limit) {
        Failures known = failures.get(key);
        Instant now = clock.instant();
        if (known == null || known.count < limit) {
            return Duration.ZERO;
        }
        return Duration.between(now, known.last.plus(delay(known.count - limit)));
    }

    private void count(String key) {
        Instant now = clock.instant();
        failures.compute(key, (k, before) -> {
            boolean forgotten = before == null
                    || now.isAfter(before.last.plus(LONGEST_DELAY).plus(LONGEST_DELAY));
            return new Failures(forgotten ? 1 : before.count + 1, now);
        });
    }

    private static Duration delay(int beyondLimit) {
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(beyondLimit, MOST_DOUBLINGS));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static String accountKey(String account) {
        return "account " + account.toLowerCase(java.util.Locale.ROOT);
    }

    private static String addressKey(String address) {
        return "address " + address;
    }
}
