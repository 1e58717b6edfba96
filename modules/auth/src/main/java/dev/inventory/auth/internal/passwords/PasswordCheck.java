package dev.inventory.auth.internal.passwords;

import dev.inventory.auth.internal.AuthSettings;
import dev.inventory.platform.failure.TooManyRequests;
import dev.inventory.platform.secrets.MasterKey;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Says whether a password is the right one: braked, and without the slow hash where it was right a moment ago. */
@ApplicationScoped
public class PasswordCheck {

    private static final Duration VERIFIED_FOR = Duration.ofMinutes(5);
    private static final int VERIFIED_AT_MOST = 10_000;

    @Inject
    Clock clock;

    @Inject
    MasterKey masterKey;

    @Inject
    AuthSettings settings;

    private final ConcurrentMap<String, CompletableFuture<Boolean>> running = new ConcurrentHashMap<>();

    @SuppressWarnings("NullAway.Init") // made by prepare()
    private VerifiedPasswords verified;

    @SuppressWarnings("NullAway.Init") // made by prepare()
    private LoginBrake brake;

    @PostConstruct
    void prepare() {
        byte[] key = masterKey.derive("verified-passwords");
        verified = new VerifiedPasswords(key, clock, VERIFIED_FOR, VERIFIED_AT_MOST);
        brake = new LoginBrake(clock, settings.accountFailures(), settings.addressFailures());
    }

    /**
     * Checks a password against the hash that is stored for an account ({@link PasswordHash#nobodys} if there is none).
     *
     * @throws TooManyRequests while the account or the address has to wait, be the password right or wrong
     */
    public boolean isRight(String account, String storedHash, String password, String address) {
        brake.check(account, address);
        String key = verified.keyOf(account, storedHash, password);
        if (verified.holds(key)) {
            return true;
        }
        // A client that starts with many requests at once has its password checked once, not braked.
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> others = running.putIfAbsent(key, mine);
        if (others != null) {
            return await(others);
        }
        try {
            boolean right = check(account, storedHash, password, address, key);
            mine.complete(right);
            return right;
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            running.remove(key);
            mine.cancel(false); // nothing, unless an Error left it open
        }
    }

    /**
     * Counts a token that is nobody's as a failure of the address. Right tokens are let in nevertheless: there are too
     * many possible ones to be guessed, and one program with a wrong token must not lock out all others beside it.
     *
     * @throws TooManyRequests if the address has to wait
     */
    public void wrongToken(String address) {
        brake.wrongToken(address);
    }

    private boolean check(String account, String storedHash, String password, String address, String key) {
        brake.attempt(account, address);
        if (!PasswordHash.matches(password, storedHash)) {
            return false;
        }
        verified.add(key);
        brake.right(account, address);
        return true;
    }

    private static boolean await(CompletableFuture<Boolean> others) {
        try {
            return others.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
