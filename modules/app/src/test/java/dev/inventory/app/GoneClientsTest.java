package dev.inventory.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class GoneClientsTest {

    private static boolean logged(Throwable thrown) {
        LogRecord record = new LogRecord(Level.SEVERE, "Error while closing the output stream");
        record.setThrown(thrown);
        return new GoneClients().isLoggable(record);
    }

    @Test
    void clientsThatHungUpAreNotWorthALine() {
        assertThat(logged(new UncheckedIOException(new IOException("Connection is closed", new EOFException()))))
                .isFalse();
        assertThat(logged(new IllegalStateException(new IOException("Broken pipe"))))
                .isFalse();
    }

    @Test
    void failuresOfTheServerAreLogged() {
        assertThat(logged(new IOException("No space left on device"))).isTrue();
        assertThat(logged(new IllegalStateException("Connection is closed"))).isTrue();
        assertThat(new GoneClients().isLoggable(new LogRecord(Level.INFO, "deployed")))
                .isTrue();
    }
}
