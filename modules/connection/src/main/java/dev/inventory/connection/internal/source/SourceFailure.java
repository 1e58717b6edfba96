package dev.inventory.connection.internal.source;

import java.time.Duration;
import java.util.Optional;

/** Reading from a source failed. The message is for users and holds no secret. */
public final class SourceFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final Stage stage;
    private final boolean passing;
    private final transient Optional<Duration> retryAfter;

    private SourceFailure(Stage stage, String message, boolean passing, Optional<Duration> retryAfter) {
        super(message);
        this.stage = stage;
        this.passing = passing;
        this.retryAfter = retryAfter;
    }

    /** It will fail in the same way the next time. */
    public static SourceFailure lasting(Stage stage, String message) {
        return new SourceFailure(stage, message, false, Optional.empty());
    }

    /** It may go better in a moment. */
    static SourceFailure passing(Stage stage, String message, Optional<Duration> retryAfter) {
        return new SourceFailure(stage, message, true, retryAfter);
    }

    /** Where it ended; the stages before were passed. */
    public Stage stage() {
        return stage;
    }

    boolean isPassing() {
        return passing;
    }

    /** How long the source asks to be left alone. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
