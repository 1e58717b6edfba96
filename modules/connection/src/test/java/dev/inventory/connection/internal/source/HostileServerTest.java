package dev.inventory.connection.internal.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that means no good, on loopback. Everything ends with an error that says why, and nothing goes elsewhere. */
class HostileServerTest {

    private final ForeignServer foreign = new ForeignServer();

    @AfterEach
    void close() {
        foreign.close();
    }

    @Test
    void isNotFollowedToTheMetadataAddress() {
        foreign.answer("/", exchange -> ForeignServer.redirect(exchange, "http://169.254.169.254/latest/meta-data/"));

        assertThatThrownBy(() -> foreign.read(foreign.settings("/", "next")))
                .isInstanceOfSatisfying(SourceFailure.class, failure -> {
                    assertThat(failure.stage()).isEqualTo(Stage.READ);
                    assertThat(failure.sentence()).contains("another host, 169.254.169.254");
                });
    }

    @Test
    void isNotFollowedToAnotherPortWhereTheKeyMustNotGo() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            asked.add("other");
            ForeignServer.json(exchange, "[]");
        });
        other.start();
        try {
            foreign.answer(
                    "/",
                    exchange -> ForeignServer.redirect(
                            exchange, "http://127.0.0.1:" + other.getAddress().getPort() + "/"));

            assertThatThrownBy(() -> foreign.read(foreign.settings("/", "next")))
                    .hasMessageContaining("another host");
            assertThat(asked).isEmpty();
        } finally {
            other.stop(0);
        }
    }

    @Test
    void isFollowedWithinItself() throws SourceFailure {
        foreign.answer("/old", exchange -> ForeignServer.redirect(exchange, "/new"));
        foreign.answer("/new", exchange -> ForeignServer.json(exchange, "[{\"id\": 1}]"));

        assertThat(foreign.read(foreign.settings("/old", "none"))).isTrue();
        assertThat(foreign.records()).containsExactly("1");
    }

    @Test
    void isNotFollowedInCircles() {
        foreign.answer("/", exchange -> ForeignServer.redirect(exchange, "/"));

        assertThatThrownBy(() -> foreign.read(foreign.settings("/", "none")))
                .hasMessageContaining("redirects more than");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://169.254.169.254/", "http://[::ffff:a9fe:a9fe]/", "http://2852039166/", "http://0.0.0.0/"
            })
    void addressesAreRefusedHoweverTheyAreWritten(String url) {
        assertThatThrownBy(() -> foreign.read(ForeignServer.settings(url, "none", Duration.ofSeconds(1), 0)))
                .isInstanceOfSatisfying(SourceFailure.class, failure -> assertThat(failure.stage())
                        .isEqualTo(Stage.RESOLVE));
    }

    @Test
    void aNameThatChangesItsAnswerLeadsNowhereElse() throws SourceFailure {
        AtomicInteger lookups = new AtomicInteger();
        foreign.lookup(host -> lookups.getAndIncrement() == 0
                ? new InetAddress[] {InetAddress.getLoopbackAddress()}
                : new InetAddress[] {InetAddress.getByName("169.254.169.254")});
        foreign.answer("/", exchange -> {
            exchange.getResponseHeaders().set("Connection", "close"); // each page makes a new connection
            int offset = Integer.parseInt(ForeignServer.query(exchange, "offset"));
            ForeignServer.json(
                    exchange, offset < 6 ? "[{\"id\": " + offset + "}, {\"id\": " + (offset + 1) + "}]" : "[]");
        });

        assertThat(foreign.read(ForeignServer.settings(
                        "http://rebinding.example:" + foreign.port() + "/", "offset", Duration.ofSeconds(5), 0)))
                .isTrue();
        assertThat(foreign.records()).hasSize(6);
        assertThat(lookups).hasValue(1);
    }

    @Test
    void anEndlessBodyIsCutOff() {
        foreign.answer("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write('[');
                byte[] record = "{\"id\": 1},".repeat(1000).getBytes(StandardCharsets.UTF_8);
                while (true) {
                    body.write(record);
                }
            }
        });

        assertThatThrownBy(() -> foreign.read(foreign.settings("/", "none")))
                .hasMessageContaining("The answer is larger than " + ForeignServer.LIMIT + " bytes");
    }

    @Test
    void aSlowBodyIsCutOffThoughItIsNeverSilent() {
        foreign.answer("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write('[');
                while (true) {
                    body.write(' ');
                    body.flush();
                    Thread.sleep(20);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThatThrownBy(() -> foreign.read(foreign.settings("/", "none")))
                .hasMessageContaining("The answer takes too long");
    }

    @Test
    void aDecompressionBombIsCutOff() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(packed)) {
            zip.write('[');
            byte[] blanks = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 1600; i++) {
                zip.write(blanks);
            }
        }
        assertThat(packed.size()).isLessThan((int) ForeignServer.LIMIT);
        foreign.answer("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, packed.size());
            try (OutputStream body = exchange.getResponseBody()) {
                packed.writeTo(body);
            }
        });

        assertThatThrownBy(() -> foreign.read(foreign.settings("/", "none"))).hasMessageContaining("larger than");
    }

    @Test
    void aTextOfTenMegabytesIsRefused() {
        foreign.answer("/", exchange -> ForeignServer.json(exchange, "[{\"id\": \"" + "x".repeat(10 << 20) + "\"}]"));

        assertThatThrownBy(() -> foreign.read(foreign.settings("/", "none")))
                .isInstanceOf(SourceFailure.class)
                .hasMessageMatching(".*(larger than|no sound JSON).*");
    }

    @Test
    void aTextThatFitsTheAnswerButNoRecordIsRefused() {
        foreign.answer(
                "/",
                exchange -> ForeignServer.json(exchange, "[{\"id\": \"" + "x".repeat(JsonPage.MAX_TEXT + 1) + "\"}]"));

        assertThatThrownBy(() -> foreign.read(foreign.settings("/", "none"))).hasMessageContaining("no sound JSON");
    }

    @Test
    void deepNestingIsRefused() {
        foreign.answer("/", exchange -> ForeignServer.json(exchange, "[{\"id\": " + "[".repeat(10_000) + "}]"));

        assertThatThrownBy(() -> foreign.read(foreign.settings("/", "none"))).hasMessageContaining("no sound JSON");
    }

    @Test
    void linksInACircleEnd() {
        foreign.answer(
                "/",
                exchange -> ForeignServer.json(
                        exchange,
                        "{\"results\": [{\"id\": 1}], \"next\": \"/?page="
                                + ("1".equals(ForeignServer.query(exchange, "page")) ? 2 : 1) + "\"}"));

        assertThatThrownBy(() -> foreign.read(foreign.settings("/", "next")))
                .hasMessageContaining("leads back to a page");
    }

    @Test
    void aLinkToAnotherHostIsNotFollowed() {
        foreign.answer(
                "/",
                exchange -> ForeignServer.json(exchange, "{\"results\": [], \"next\": \"http://elsewhere.example/\"}"));

        assertThatThrownBy(() -> foreign.read(foreign.settings("/", "next")))
                .hasMessageContaining("another host, elsewhere.example");
    }

    @Test
    void aSourceThatKnowsNoOffsetIsNotReadForEver() {
        foreign.answer("/", exchange -> ForeignServer.json(exchange, "[{\"id\": 1}, {\"id\": 2}]"));

        assertThatThrownBy(() -> foreign.read(foreign.settings("/", "offset")))
                .hasMessageContaining("the same page again");
    }

    @Test
    void aServerThatSaysNothingIsGivenUp() {
        foreign.answer("/", exchange -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThatThrownBy(
                        () -> foreign.read(ForeignServer.settings(foreign.url("/"), "none", Duration.ofMillis(300), 0)))
                .isInstanceOfSatisfying(SourceFailure.class, failure -> {
                    assertThat(failure.stage()).isEqualTo(Stage.READ);
                    assertThat(failure.isPassing()).isTrue();
                });
    }
}
