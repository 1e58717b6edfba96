package dev.inventory.connection.internal.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventory.connection.internal.source.SourceSettings.Pagination;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who accepts a connection and then says nothing holds up nobody, however long a statement may take. */
class SilentDatabaseTest {

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb"})
    @Timeout(60)
    void isNotWaitedForLongerThanAConnectionMayTake(String engine) throws IOException {
        CheckedAddresses addresses = new CheckedAddresses(address -> Optional.empty(), InetAddress::getAllByName);
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                DatabaseSource source =
                        new DatabaseSource(settings(engine, silent.getLocalPort()), addresses, time -> {})) {
            assertThatThrownBy(() -> source.read(new Reading() {
                        @Override
                        public boolean record(SourceRecord record, long number) {
                            throw new AssertionError("There is no record");
                        }

                        @Override
                        public void broken(String name, String why) {
                            throw new AssertionError(name + ": " + why);
                        }
                    }))
                    .isInstanceOfSatisfying(SourceFailure.class, failure -> assertThat(failure.stage())
                            .isEqualTo(Stage.CONNECT));
        }
    }

    private static SourceSettings settings(String engine, int port) {
        return new SourceSettings(
                "",
                "basic",
                Map.of("password", "secret-of-nobody"),
                false,
                Duration.ofSeconds(1),
                0,
                engine,
                "127.0.0.1",
                port,
                "stock",
                "reader",
                new SourceSettings.Shape(
                        "json",
                        null,
                        new Pagination("none", "", "", "", 0, 0),
                        Map.of(),
                        "",
                        "",
                        "stock",
                        null,
                        500,
                        Duration.ofMinutes(5)));
    }
}
