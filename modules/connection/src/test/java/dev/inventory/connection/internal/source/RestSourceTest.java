package dev.inventory.connection.internal.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventory.connection.internal.source.SourceSettings.Pagination;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages, failures and credentials of a server that means well, and sometimes fails. */
class RestSourceTest {

    private final ForeignServer foreign = new ForeignServer();

    @AfterEach
    void close() {
        foreign.close();
    }

    @Test
    void whatFailsInPassingIsTriedAgainAndNothingComesTwice() throws SourceFailure {
        AtomicInteger times = new AtomicInteger();
        foreign.answer("/", exchange -> {
            int offset = Integer.parseInt(ForeignServer.query(exchange, "offset"));
            if (offset == 2 && times.getAndIncrement() == 0) {
                // one record, and then the connection breaks
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write("[{\"id\": 2}, ".getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                exchange.close();
            } else if (offset == 2 && times.get() == 2) {
                exchange.sendResponseHeaders(503, -1);
                exchange.close();
            } else {
                ForeignServer.json(
                        exchange, offset < 4 ? "[{\"id\": " + offset + "}, {\"id\": " + (offset + 1) + "}]" : "[]");
            }
        });

        assertThat(foreign.read(ForeignServer.settings(foreign.url("/"), "offset", Duration.ofSeconds(5), 3)))
                .isTrue();
        assertThat(foreign.records()).containsExactly("0", "1", "2", "3");
        assertThat(foreign.broken()).isEmpty();
    }

    @Test
    void aPageThatStaysBrokenIsSkippedAndNamed() throws SourceFailure {
        foreign.answer("/", exchange -> {
            int offset = Integer.parseInt(ForeignServer.query(exchange, "offset"));
            ForeignServer.json(
                    exchange,
                    offset == 2
                            ? "[{\"id\": 2}, {\"id\": oops}]"
                            : offset < 6 ? "[{\"id\": " + offset + "}, {\"id\": " + (offset + 1) + "}]" : "[]");
        });

        assertThat(foreign.read(foreign.settings("/", "offset"))).isFalse();
        assertThat(foreign.records()).containsExactly("0", "1", "2", "4", "5");
        assertThat(foreign.broken()).singleElement().asString().startsWith("page 2: The answer is no sound JSON");
    }

    @Test
    void secretsAreInNoError() {
        foreign.answer("/", exchange -> {
            exchange.getResponseHeaders().set("X", "y");
            ForeignServer.json(
                    exchange, "[{\"id\": " + exchange.getRequestHeaders().getFirst("X-API-Key") + "}]");
        });

        assertThatThrownBy(() -> foreign.read(foreign.settings("/", "none")))
                .satisfies(failure -> assertThat(failure.toString()).doesNotContain(ForeignServer.KEY));
        assertThat(foreign.settings("/", "none").toString()).doesNotContain(ForeignServer.KEY);
        assertThat(new Redaction(List.of("p&ss word"))
                        .clean("FATAL: jdbc:postgresql://db:5432/x?user=u&password=p&ss refused for https://u:p@host/"
                                + " token=abc p%26ss+word \n p&ss word"))
                .doesNotContain("p&ss word")
                .doesNotContain("p%26ss")
                .doesNotContain("u:p@")
                .doesNotContain("abc")
                .doesNotContain("\n");
    }

    @Test
    void wrongCredentialsAreToldApartFromTheRest() {
        foreign.answer("/", exchange -> {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });

        assertThatThrownBy(() -> foreign.read(foreign.settings("/", "none")))
                .isInstanceOfSatisfying(SourceFailure.class, failure -> assertThat(failure.stage())
                        .isEqualTo(Stage.AUTHENTICATE));
    }

    @Test
    void readsCsv() throws SourceFailure {
        foreign.answer("/", exchange -> {
            byte[] csv = "id,name\n1,\"a, b\"\n2,\n3,x,too,many\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, csv.length);
            exchange.getResponseBody().write(csv);
            exchange.close();
        });
        SourceSettings json = foreign.settings("/", "none");
        SourceSettings.Shape shape = json.shape();
        SourceSettings csv = new SourceSettings(
                json.endpointUrl(),
                "none",
                Map.of(),
                false,
                Duration.ofSeconds(5),
                0,
                "",
                "",
                0,
                "",
                "",
                new SourceSettings.Shape(
                        "csv", null, shape.pagination(), Map.of(), "", "", null, null, 0, Duration.ZERO));

        assertThat(foreign.read(csv)).isTrue();
        assertThat(foreign.records()).containsExactly("1", "2");
        assertThat(foreign.broken()).singleElement().asString().startsWith("#3: ");
    }

    @Test
    void aNameThatDoesNotExistIsSaid() {
        foreign.lookup(host -> {
            throw new UnknownHostException(host);
        });

        assertThatThrownBy(() -> foreign.read(
                        ForeignServer.settings("http://nowhere.example/", "none", Duration.ofSeconds(1), 0)))
                .isInstanceOfSatisfying(SourceFailure.class, failure -> {
                    assertThat(failure.stage()).isEqualTo(Stage.RESOLVE);
                    assertThat(failure.sentence()).contains("nowhere.example");
                });
    }

    @Test
    void asksForATokenAndForAnotherWhenItHasRunOut() throws SourceFailure {
        AtomicInteger tokens = new AtomicInteger();
        List<String> asked = new CopyOnWriteArrayList<>();
        foreign.answer("/token", exchange -> {
            asked.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            ForeignServer.json(
                    exchange,
                    "{\"access_token\": \"token-" + tokens.incrementAndGet() + "\", \"token_type\": \"Bearer\"}");
        });
        foreign.answer("/stock", exchange -> {
            int offset = Integer.parseInt(ForeignServer.query(exchange, "offset"));
            // the first token is good for one page
            String wanted = "Bearer token-" + (offset == 0 ? 1 : 2);
            if (!wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(401, -1);
                exchange.close();
            } else {
                ForeignServer.json(
                        exchange, offset < 4 ? "[{\"id\": " + offset + "}, {\"id\": " + (offset + 1) + "}]" : "[]");
            }
        });

        assertThat(foreign.read(oauth("s3cret&more"))).isTrue();

        assertThat(foreign.records()).containsExactly("0", "1", "2", "3");
        assertThat(asked).hasSize(2).allSatisfy(request -> {
            String[] parts = request.split(" ", 4);
            assertThat(parts[0]).isEqualTo("POST");
            assertThat(new String(Base64.getDecoder().decode(parts[2]), StandardCharsets.UTF_8))
                    .isEqualTo("inventory:s3cret%26more");
            assertThat(parts[3]).isEqualTo("grant_type=client_credentials&scope=stock%3Aread");
        });
    }

    @Test
    void aClientThatGetsNoTokenIsNotAuthenticated() {
        foreign.answer("/token", exchange -> {
            byte[] body = "{\"error\": \"invalid_client\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(400, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });

        assertThatThrownBy(() -> foreign.read(oauth("wrong-one-8")))
                .isInstanceOfSatisfying(SourceFailure.class, failure -> {
                    assertThat(failure.stage()).isEqualTo(Stage.AUTHENTICATE);
                    assertThat(failure.sentence()).contains("400").doesNotContain("wrong-one-8");
                });
    }

    @Test
    void readsPagesByTheirNumber() throws SourceFailure {
        foreign.answer("/", exchange -> {
            String page = ForeignServer.query(exchange, "p") + " of " + ForeignServer.query(exchange, "limit");
            ForeignServer.json(
                    exchange,
                    switch (page) {
                        case "1 of 2" -> "[{\"id\": \"a\"}, {\"id\": \"b\"}]";
                        case "2 of 2" -> "[{\"id\": \"c\"}, {\"id\": \"d\"}]";
                        case "3 of 2" -> "[{\"id\": \"e\"}]";
                        default -> "no such page";
                    });
        });

        assertThat(foreign.read(paged(new Pagination("page", "", "p", "limit", 2, 1))))
                .isTrue();
        assertThat(foreign.records()).containsExactly("a", "b", "c", "d", "e");
    }

    /** The source gives two at a time, however many are asked for; what comes after the end is told in several ways. */
    @ParameterizedTest
    @CsvSource({"page, empty", "page, missing", "offset, empty", "offset, missing"})
    void readsOnWhereASourceGivesFewerThanAreAsked(String type, String after) throws SourceFailure {
        foreign.answer("/", exchange -> {
            int at = Integer.parseInt(ForeignServer.query(exchange, "p"));
            int first = "page".equals(type) ? 2 * (at - 1) : at;
            switch (first) {
                case 0 -> ForeignServer.json(exchange, "[{\"id\": \"a\"}, {\"id\": \"b\"}]");
                case 2 -> ForeignServer.json(exchange, "[{\"id\": \"c\"}, {\"id\": \"d\"}]");
                default -> {
                    if ("missing".equals(after)) {
                        exchange.sendResponseHeaders(404, -1);
                        exchange.close();
                    } else {
                        ForeignServer.json(exchange, "[]");
                    }
                }
            }
        });

        assertThat(foreign.read(paged(new Pagination(type, "", "p", "limit", 100, 1))))
                .isTrue();
        assertThat(foreign.records()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aSourceWithoutPagesThatAnswersTheSameAgainIsReadOnce() throws SourceFailure {
        foreign.answer("/", exchange -> ForeignServer.json(exchange, "[{\"id\": \"a\"}, {\"id\": \"b\"}]"));

        assertThat(foreign.read(paged(new Pagination("page", "", "p", "limit", 100, 1))))
                .isTrue();
        assertThat(foreign.records()).containsExactly("a", "b");
    }

    @Test
    void readsPagesByTheirCursor() throws SourceFailure {
        foreign.answer("/", exchange -> {
            String after = ForeignServer.query(exchange, "after");
            ForeignServer.json(
                    exchange,
                    switch (after) {
                        case "" -> "{\"results\": [{\"id\": 1}], \"meta\": {\"cursor\": \"x 1/2+3\"}}";
                        case "x 1/2+3" -> "{\"meta\": {\"cursor\": \"last\"}, \"results\": [{\"id\": 2}]}";
                        case "last" -> "{\"results\": [{\"id\": 3}], \"meta\": {\"cursor\": null}}";
                        default -> "no such page";
                    });
        });

        assertThat(foreign.read(paged(new Pagination("cursor", "/meta/cursor", "after", "", 100, 1))))
                .isTrue();
        assertThat(foreign.records()).containsExactly("1", "2", "3");
    }

    private SourceSettings paged(Pagination pagination) {
        SourceSettings settings = foreign.settings("/", "none");
        return with(settings, settings.authentication(), settings.credentials(), pagination);
    }

    private SourceSettings oauth(String secret) {
        SourceSettings settings = foreign.settings("/stock", "offset");
        return with(
                settings,
                "oauth2_client_credentials",
                Map.of(
                        "token_url",
                        foreign.url("/token"),
                        "client_id",
                        "inventory",
                        "client_secret",
                        secret,
                        "scope",
                        "stock:read"),
                settings.shape().pagination());
    }

    private static SourceSettings with(
            SourceSettings settings, String authentication, Map<String, String> credentials, Pagination pagination) {
        return new SourceSettings(
                settings.endpointUrl(),
                authentication,
                credentials,
                false,
                Duration.ofSeconds(5),
                0,
                "",
                "",
                0,
                "",
                "",
                new SourceSettings.Shape(
                        "json", null, pagination, Map.of(), "X-API-Key", "", null, null, 0, Duration.ZERO));
    }
}
