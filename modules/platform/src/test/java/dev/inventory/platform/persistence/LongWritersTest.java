package dev.inventory.platform.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LongWritersTest {

    private static final Duration MOMENT = Duration.ofMillis(20);

    private final DerbyInMemory derby = new DerbyInMemory();

    @BeforeEach
    void tables() throws SQLException {
        derby.execute("CREATE TABLE counted (n INTEGER)");
        derby.execute("CREATE TABLE other (n INTEGER)");
    }

    @AfterEach
    void close() {
        derby.close();
    }

    @Test
    void whoHasWrittenAndNotEndedHoldsTheTableAndNoOther() throws SQLException {
        assertThat(LongWriters.hold(derby.database(), "COUNTED", MOMENT)).isFalse();

        try (Connection connection = derby.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            int unused = statement.executeUpdate("INSERT INTO counted VALUES (1)");

            assertThat(LongWriters.hold(derby.database(), "COUNTED", MOMENT)).isTrue();
            assertThat(LongWriters.hold(derby.database(), "OTHER", MOMENT)).isFalse();

            connection.commit();
            assertThat(LongWriters.hold(derby.database(), "COUNTED", MOMENT)).isFalse();
        }
    }

    @Test
    void manyThatAreShortAreNotALongOne() {
        var ends = new AtomicBoolean();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            while (!ends.get()) {
                try {
                    derby.execute("INSERT INTO counted VALUES (1)");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        try {
            for (int i = 0; i < 20; i++) {
                assertThat(LongWriters.hold(derby.database(), "COUNTED", Duration.ofMillis(200)))
                        .isFalse();
            }
        } finally {
            ends.set(true);
            writer.join();
        }
    }
}
