package dev.inventory.app;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps out of the log what the web container has to say about clients that hung up: some hundred lines each, which
 * anybody could have written by the thousand, about no failure of the server.
 */
final class GoneClients implements Filter {

    /** Held, since the log manager holds loggers weakly and would forget the filter with them. */
    private static final List<Logger> LOGGERS = List.of(
            Logger.getLogger("org.glassfish.jersey.server.ServerRuntime$Responder"),
            Logger.getLogger("jakarta.enterprise.web.core"));

    private static final List<String> HUNG_UP = List.of("Connection is closed", "Broken pipe", "Connection reset");

    private static final int MAX_DEPTH = 20;

    static void silence() {
        GoneClients filter = new GoneClients();
        LOGGERS.forEach(logger -> logger.setFilter(filter));
    }

    @Override
    public boolean isLoggable(LogRecord record) {
        @Nullable Throwable thrown = record.getThrown();
        for (int depth = 0; thrown != null && depth < MAX_DEPTH; depth++) {
            if (isHungUp(thrown)) {
                return false;
            }
            thrown = thrown.getCause();
        }
        return true;
    }

    private static boolean isHungUp(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        return thrown instanceof EOFException
                || thrown instanceof ClosedChannelException
                || (thrown instanceof IOException && HUNG_UP.stream().anyMatch(message::contains));
    }
}
