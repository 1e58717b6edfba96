package dev.inventory.connection.internal.source;

import java.time.Duration;
import java.util.Optional;

/** Reading from a source failed. The message is for users and holds no secret. */
public final class SourceFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final Stage stage;
    private final boolean passing;
    private final boolean missing;
    private final transient Optional<Duration> retryAfter;

    private SourceFailure(
            Stage stage, String message, boolean passing, boolean missing, Optional<Duration> retryAfter) {
        super(message);
        this.stage = stage;
        this.passing = passing;
        this.missing = missing;
        this.retryAfter = retryAfter;
    }

    /** It will fail in the same way the next time. */
    public static SourceFailure lasting(Stage stage, String message) {
        return new SourceFailure(stage, message, false, false, Optional.empty());
    }

    /** There is nothing at the address: of a page behind the last one that is no failure. */
    static SourceFailure missing(String message) {
        return new SourceFailure(Stage.READ, message, false, true, Optional.empty());
    }

    /** It may go better in a moment. */
    static SourceFailure passing(Stage stage, String message, Optional<Duration> retryAfter) {
        return new SourceFailure(stage, message, true, false, retryAfter);
    }

    /** Where it ended; the stages before were passed. */
    public Stage stage() {
        return stage;
    }

    boolean isPassing() {
        return passing;
    }

    boolean isMissing() {
        return missing;
    }

    /** How long the source asks to be left alone. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
