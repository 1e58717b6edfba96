package dev.inventory.connection.internal.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that means no good, on loopback. Everything ends with an error that says why, and nothing goes elsewhere. */
class HostileServerTest {

    private static final long LIMIT = 2_000_000;
    private static final String KEY = "sesame-street-5";

    private final OpenRequests open = new OpenRequests();
    private final Timer sweeps = new Timer(true);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> records = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;

    /** Names that our server is known by; everything else is what the JVM says. */
    private CheckedAddresses.Lookup lookup = host -> host.endsWith(".example")
            ? new InetAddress[] {InetAddress.getLoopbackAddress()}
            : InetAddress.getAllByName(host);

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
        sweeps.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        open.sweep();
                    }
                },
                50,
                50);
    }

    @AfterEach
    void stop() {
        sweeps.cancel();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void isNotFollowedToTheMetadataAddress() {
        answer("/", exchange -> redirect(exchange, "http://169.254.169.254/latest/meta-data/"));

        assertThatThrownBy(() -> read(settings("/", "next"))).isInstanceOfSatisfying(SourceFailure.class, failure -> {
            assertThat(failure.stage()).isEqualTo(Stage.READ);
            assertThat(failure.sentence()).contains("another host, 169.254.169.254");
        });
    }

    @Test
    void isNotFollowedToAnotherPortWhereTheKeyMustNotGo() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            asked.add("other");
            json(exchange, "[]");
        });
        other.start();
        try {
            answer(
                    "/",
                    exchange -> redirect(
                            exchange, "http://127.0.0.1:" + other.getAddress().getPort() + "/"));

            assertThatThrownBy(() -> read(settings("/", "next"))).hasMessageContaining("another host");
            assertThat(asked).isEmpty();
        } finally {
            other.stop(0);
        }
    }

    @Test
    void isFollowedWithinItself() throws SourceFailure {
        answer("/old", exchange -> redirect(exchange, "/new"));
        answer("/new", exchange -> json(exchange, "[{\"id\": 1}]"));

        assertThat(read(settings("/old", "none"))).isTrue();
        assertThat(records).containsExactly("1");
    }

    @Test
    void isNotFollowedInCircles() {
        answer("/", exchange -> redirect(exchange, "/"));

        assertThatThrownBy(() -> read(settings("/", "none"))).hasMessageContaining("redirects more than");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://169.254.169.254/", "http://[::ffff:a9fe:a9fe]/", "http://2852039166/", "http://0.0.0.0/"
            })
    void addressesAreRefusedHoweverTheyAreWritten(String url) {
        assertThatThrownBy(() -> read(settings(url, "none", Duration.ofSeconds(1), 0)))
                .isInstanceOfSatisfying(SourceFailure.class, failure -> assertThat(failure.stage())
                        .isEqualTo(Stage.RESOLVE));
    }

    @Test
    void aNameThatChangesItsAnswerLeadsNowhereElse() throws SourceFailure {
        AtomicInteger lookups = new AtomicInteger();
        lookup = host -> lookups.getAndIncrement() == 0
                ? new InetAddress[] {InetAddress.getLoopbackAddress()}
                : new InetAddress[] {InetAddress.getByName("169.254.169.254")};
        answer("/", exchange -> {
            exchange.getResponseHeaders().set("Connection", "close"); // each page makes a new connection
            int offset = Integer.parseInt(query(exchange, "offset"));
            json(exchange, offset < 6 ? "[{\"id\": " + offset + "}, {\"id\": " + (offset + 1) + "}]" : "[]");
        });

        assertThat(read(settings("http://rebinding.example:" + port() + "/", "offset", Duration.ofSeconds(5), 0)))
                .isTrue();
        assertThat(records).hasSize(6);
        assertThat(lookups).hasValue(1);
    }

    @Test
    void anEndlessBodyIsCutOff() {
        answer("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write('[');
                byte[] record = "{\"id\": 1},".repeat(1000).getBytes(StandardCharsets.UTF_8);
                while (true) {
                    body.write(record);
                }
            }
        });

        assertThatThrownBy(() -> read(settings("/", "none")))
                .hasMessageContaining("The answer is larger than " + LIMIT + " bytes");
    }

    @Test
    void aSlowBodyIsCutOffThoughItIsNeverSilent() {
        answer("/", exchange -> {
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

        assertThatThrownBy(() -> read(settings("/", "none"))).hasMessageContaining("The answer takes too long");
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
        assertThat(packed.size()).isLessThan((int) LIMIT);
        answer("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, packed.size());
            try (OutputStream body = exchange.getResponseBody()) {
                packed.writeTo(body);
            }
        });

        assertThatThrownBy(() -> read(settings("/", "none"))).hasMessageContaining("larger than");
    }

    @Test
    void aTextOfTenMegabytesIsRefused() {
        answer("/", exchange -> json(exchange, "[{\"id\": \"" + "x".repeat(10 << 20) + "\"}]"));

        assertThatThrownBy(() -> read(settings("/", "none")))
                .isInstanceOf(SourceFailure.class)
                .hasMessageMatching(".*(larger than|no sound JSON).*");
    }

    @Test
    void aTextThatFitsTheAnswerButNoRecordIsRefused() {
        answer("/", exchange -> json(exchange, "[{\"id\": \"" + "x".repeat(JsonPage.MAX_TEXT + 1) + "\"}]"));

        assertThatThrownBy(() -> read(settings("/", "none"))).hasMessageContaining("no sound JSON");
    }

    @Test
    void deepNestingIsRefused() {
        answer("/", exchange -> json(exchange, "[{\"id\": " + "[".repeat(10_000) + "}]"));

        assertThatThrownBy(() -> read(settings("/", "none"))).hasMessageContaining("no sound JSON");
    }

    @Test
    void linksInACircleEnd() {
        answer(
                "/",
                exchange -> json(
                        exchange,
                        "{\"results\": [{\"id\": 1}], \"next\": \"/?page="
                                + ("1".equals(query(exchange, "page")) ? 2 : 1) + "\"}"));

        assertThatThrownBy(() -> read(settings("/", "next"))).hasMessageContaining("leads back to a page");
    }

    @Test
    void aLinkToAnotherHostIsNotFollowed() {
        answer("/", exchange -> json(exchange, "{\"results\": [], \"next\": \"http://elsewhere.example/\"}"));

        assertThatThrownBy(() -> read(settings("/", "next"))).hasMessageContaining("another host, elsewhere.example");
    }

    @Test
    void aSourceThatKnowsNoOffsetIsNotReadForEver() {
        answer("/", exchange -> json(exchange, "[{\"id\": 1}, {\"id\": 2}]"));

        assertThatThrownBy(() -> read(settings("/", "offset"))).hasMessageContaining("the same page again");
    }

    @Test
    void aServerThatSaysNothingIsGivenUp() {
        answer("/", exchange -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThatThrownBy(() -> read(settings("http://127.0.0.1:" + port() + "/", "none", Duration.ofMillis(300), 0)))
                .isInstanceOfSatisfying(SourceFailure.class, failure -> {
                    assertThat(failure.stage()).isEqualTo(Stage.READ);
                    assertThat(failure.isPassing()).isTrue();
                });
    }

    @Test
    void aCertificateForAnotherNameIsRefused(@TempDir Path directory) throws Exception {
        Path store = directory.resolve("keys.p12");
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=right.example",
                        "-ext",
                        "san=dns:right.example",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit")
                .inheritIO()
                .start()
                .waitFor();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer tls = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tls.setHttpsConfigurator(new HttpsConfigurator(context));
        tls.setExecutor(threads);
        tls.createContext("/", exchange -> json(exchange, "[{\"id\": 1}]"));
        tls.start();
        System.setProperty("javax.net.ssl.trustStore", store.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
        try {
            String port = ":" + tls.getAddress().getPort() + "/";
            assertThat(read(settings("https://right.example" + port, "none", Duration.ofSeconds(5), 0)))
                    .isTrue();
            assertThatThrownBy(() -> read(settings("https://wrong.example" + port, "none", Duration.ofSeconds(5), 0)))
                    .isInstanceOfSatisfying(SourceFailure.class, failure -> {
                        assertThat(failure.stage()).isEqualTo(Stage.TLS);
                        assertThat(failure.sentence()).contains("wrong.example");
                    });
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
            tls.stop(0);
        }
    }

    @Test
    void whatFailsInPassingIsTriedAgainAndNothingComesTwice() throws SourceFailure {
        AtomicInteger times = new AtomicInteger();
        answer("/", exchange -> {
            int offset = Integer.parseInt(query(exchange, "offset"));
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
                json(exchange, offset < 4 ? "[{\"id\": " + offset + "}, {\"id\": " + (offset + 1) + "}]" : "[]");
            }
        });

        assertThat(read(settings("http://127.0.0.1:" + port() + "/", "offset", Duration.ofSeconds(5), 3)))
                .isTrue();
        assertThat(records).containsExactly("0", "1", "2", "3");
        assertThat(broken).isEmpty();
    }

    @Test
    void aPageThatStaysBrokenIsSkippedAndNamed() throws SourceFailure {
        answer("/", exchange -> {
            int offset = Integer.parseInt(query(exchange, "offset"));
            json(
                    exchange,
                    offset == 2
                            ? "[{\"id\": 2}, {\"id\": oops}]"
                            : offset < 6 ? "[{\"id\": " + offset + "}, {\"id\": " + (offset + 1) + "}]" : "[]");
        });

        assertThat(read(settings("/", "offset"))).isFalse();
        assertThat(records).containsExactly("0", "1", "2", "4", "5");
        assertThat(broken).singleElement().asString().startsWith("page 2: The answer is no sound JSON");
    }

    @Test
    void secretsAreInNoError() {
        answer("/", exchange -> {
            exchange.getResponseHeaders().set("X", "y");
            json(exchange, "[{\"id\": " + exchange.getRequestHeaders().getFirst("X-API-Key") + "}]");
        });

        assertThatThrownBy(() -> read(settings("/", "none")))
                .satisfies(failure -> assertThat(failure.toString()).doesNotContain(KEY));
        assertThat(settings("/", "none").toString()).doesNotContain(KEY);
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
        answer("/", exchange -> {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });

        assertThatThrownBy(() -> read(settings("/", "none")))
                .isInstanceOfSatisfying(SourceFailure.class, failure -> assertThat(failure.stage())
                        .isEqualTo(Stage.AUTHENTICATE));
    }

    @Test
    void readsCsv() throws SourceFailure {
        answer("/", exchange -> {
            byte[] csv = "id,name\n1,\"a, b\"\n2,\n3,x,too,many\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, csv.length);
            exchange.getResponseBody().write(csv);
            exchange.close();
        });
        SourceSettings json = settings("/", "none");
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

        assertThat(read(csv)).isTrue();
        assertThat(records).containsExactly("1", "2");
        assertThat(broken).singleElement().asString().startsWith("#3: ");
    }

    private boolean read(SourceSettings settings) throws SourceFailure {
        Limits limits = new Limits(LIMIT, Duration.ofMillis(1500), 1000);
        CheckedAddresses addresses = new CheckedAddresses(HostileServerTest::refusal, host -> lookup.byName(host));
        try (RestSource source =
                new RestSource(settings, new HttpFetch(settings, addresses, open, limits), limits, time -> {})) {
            return source.read(new Reading() {
                @Override
                public boolean record(SourceRecord record, long number) {
                    records.add(String.valueOf(record.value("id")));
                    return true;
                }

                @Override
                public void broken(String name, String why) {
                    broken.add(name + ": " + why);
                }
            });
        }
    }

    private static Optional<String> refusal(InetAddress address) {
        return address.isLoopbackAddress() ? Optional.empty() : Optional.of(address.getHostAddress() + " is refused");
    }

    private SourceSettings settings(String path, String pagination) {
        return settings("http://127.0.0.1:" + port() + path, pagination, Duration.ofSeconds(5), 0);
    }

    private static SourceSettings settings(String url, String pagination, Duration timeout, int retries) {
        return new SourceSettings(
                url,
                "api_key",
                Map.of("api_key", KEY),
                false,
                timeout,
                retries,
                "",
                "",
                0,
                "",
                "",
                new SourceSettings.Shape(
                        "json",
                        null,
                        new SourceSettings.Pagination(
                                pagination, "next".equals(pagination) ? "/next" : "", "offset", "limit", 2, 1),
                        Map.of(),
                        "X-API-Key",
                        "",
                        null,
                        null,
                        0,
                        Duration.ZERO));
    }

    private int port() {
        return server.getAddress().getPort();
    }

    /** What our server does at a path. */
    @FunctionalInterface
    private interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    private void answer(String path, Behaviour behaviour) {
        server.createContext(path, exchange -> {
            try {
                behaviour.answer(exchange);
            } catch (IOException gone) {
                exchange.close(); // the client has had enough
            }
        });
    }

    private static void json(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private static String query(HttpExchange exchange, String name) {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        for (String part : query.split("&")) {
            if (part.startsWith(name + "=")) {
                return part.substring(name.length() + 1);
            }
        }
        return "";
    }

    @Test
    void aNameThatDoesNotExistIsSaid() {
        lookup = host -> {
            throw new UnknownHostException(host);
        };

        assertThatThrownBy(() -> read(settings("http://nowhere.example/", "none", Duration.ofSeconds(1), 0)))
                .isInstanceOfSatisfying(SourceFailure.class, failure -> {
                    assertThat(failure.stage()).isEqualTo(Stage.RESOLVE);
                    assertThat(failure.sentence()).contains("nowhere.example");
                });
    }
}
