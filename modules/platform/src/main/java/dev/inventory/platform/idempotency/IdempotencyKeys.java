package dev.inventory.platform.idempotency;

import dev.inventory.platform.failure.Conflict;
import dev.inventory.platform.failure.FieldErrors;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.jobs.Jobs;
import dev.inventory.platform.lifecycle.Started;
import dev.inventory.platform.persistence.DatabaseFailure;
import dev.inventory.platform.secrets.SecretUnreadable;
import dev.inventory.platform.secrets.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Knows which keys are in use, by whom, for what, and how the request was answered. */
@ApplicationScoped
public class IdempotencyKeys {

    static final String HEADER = "Idempotency-Key";

    /** How long an answer is kept. */
    static final Duration KEPT = Duration.ofHours(24);

    /** After this time a request without an answer is taken for one whose server died. */
    static final Duration LONGEST_REQUEST = Duration.ofMinutes(10);

    private static final Duration PRUNING = Duration.ofHours(1);
    private static final String UNIQUE_VIOLATION = "23505";

    /** Whose key it is. */
    record Owner(long userId, String key) {

        private String place() {
            return "idempotency_key.sealed_answer:" + userId + ":" + key;
        }
    }

    @Inject
    IdempotencyRows rows;

    @Inject
    Secrets secrets;

    @Inject
    Jobs jobs;

    @Inject
    Clock clock;

    void start(@Observes Started started) {
        jobs.every("idempotency-keys", PRUNING, () -> rows.prune(clock.instant().minus(KEPT)));
    }

    /**
     * Takes the key for a request, unless the request was answered already.
     *
     * @param hash of the whole request
     * @return the answer, if there is one; else the request is to be carried out and then {@link #answered} or
     *     {@link #free}d
     * @throws Rejected with 422 if the key was used for another request
     * @throws Conflict while the first request is still at work
     */
    Optional<KeptAnswer> take(Owner owner, String hash) {
        Instant now = clock.instant();
        Optional<IdempotencyRows.Row> found = rows.find(owner);
        if (found.isPresent() && found.get().startedAt().isBefore(now.minus(KEPT))) {
            rows.remove(owner, found.get().startedAt());
            found = Optional.empty();
        }
        if (found.isEmpty()) {
            if (insert(owner, hash, now)) {
                return Optional.empty();
            }
            found = rows.find(owner);
        }
        IdempotencyRows.Row row = found.orElseThrow(IdempotencyKeys::atWork);
        if (!row.hash().equals(hash)) {
            throw Rejected.unprocessable(
                    new FieldErrors().add(HEADER, "This key was used for another request already."));
        }
        if (row.isAnswered()) {
            return Optional.of(opened(owner, row));
        }
        boolean abandoned = row.startedAt().isBefore(now.minus(LONGEST_REQUEST));
        if (abandoned && rows.takeOver(owner, row.startedAt(), now)) {
            return Optional.empty();
        }
        throw atWork();
    }

    void answered(Owner owner, KeptAnswer answer) {
        rows.answer(owner, answer, secrets.encrypt(answer.body(), owner.place()));
    }

    /** Nothing was done: the key may be used again. */
    void free(Owner owner) {
        rows.free(owner);
    }

    private KeptAnswer opened(Owner owner, IdempotencyRows.Row row) {
        try {
            String body = secrets.decrypt(Objects.requireNonNull(row.sealedAnswer()), owner.place());
            return new KeptAnswer(row.status(), row.contentType(), row.location(), body);
        } catch (SecretUnreadable e) {
            throw new Conflict("This request was carried out; its answer can no longer be read.");
        }
    }

    private boolean insert(Owner owner, String hash, Instant now) {
        try {
            rows.insert(owner, hash, now);
            return true;
        } catch (DatabaseFailure e) {
            if (e.getCause() instanceof java.sql.SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
                return false; // somebody was faster
            }
            throw e;
        }
    }

    private static Conflict atWork() {
        return new Conflict("The first request with this " + HEADER + " is still at work.");
    }
}
