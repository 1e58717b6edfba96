package dev.inventory.device.internal.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.inventory.device.internal.life.LifeCheck.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each helper against real sockets on loopback. */
class LifeChecksTest {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final LifeThreads threads = new LifeThreads();
    private final BlockingQueue<LifeSign> signs = new LinkedBlockingQueue<>();
    private final TcpCheck tcp = new TcpCheck();
    private final HttpCheck http = new HttpCheck();
    private final HttpsCheck https = new HttpsCheck();
    private final IcmpCheck icmp = new IcmpCheck();
    private final WebClient client = new WebClient();

    @TempDir
    Path directory;

    private void wire(int parallel, String ping) {
        LifeSettings settings = new LifeSettings(PATIENCE, parallel, ping);
        tcp.threads = threads;
        tcp.settings = settings;
        client.threads = threads;
        client.settings = settings;
        http.client = client;
        https.client = client;
        icmp.threads = threads;
        icmp.settings = settings;
    }

    @AfterEach
    void close() {
        tcp.close();
        client.close();
        threads.close();
    }

    private LifeSign ask(LifeCheck check, String details) throws InterruptedException {
        return ask(check, details, new Target(InetAddress.getLoopbackAddress(), "device.example.net", PATIENCE));
    }

    private LifeSign ask(LifeCheck check, String details, Target target) throws InterruptedException {
        check.question(details).orElseThrow().ask(target, signs::add);
        LifeSign sign = signs.poll(30, TimeUnit.SECONDS);
        assertThat(sign).isNotNull();
        return sign;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", ":0", ":65536", ":22/x", "22", ":-1", ":022"})
    void aTcpPortIsANumber(String details) {
        assertThat(tcp.question(details)).isEmpty();
    }

    @Test
    void webPagesHaveAPortAndAPathIfNeedBe() {
        for (String details : List.of("", ":8080", "/health", ":8080/health?deep=1")) {
            assertThat(http.question(details)).as(details).isPresent();
        }
        for (String details : List.of(":", "8080", ":70000", ":80 ", "health", ":80/\n")) {
            assertThat(http.question(details)).as(details).isEmpty();
        }
        assertThat(icmp.question(":1")).isEmpty();
        assertThat(new SnmpCheck().question(":161")).isEmpty();
    }

    @Test
    void anOpenPortIsASignOfLifeAndAClosedOneIsNot() throws Exception {
        wire(10, "ping");
        int port;
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
            assertThat(ask(tcp, ":" + port)).isEqualTo(new LifeSign.Alive("TCP port " + port + " accepts connections"));
        }
        assertThat(ask(tcp, ":" + port)).isEqualTo(new LifeSign.Silent("TCP port " + port + " refuses connections"));
    }

    @Test
    void manyPortsAreAskedFewAtATimeAndNoneIsForgotten() throws Exception {
        wire(2, "ping");
        try (ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            LifeCheck.Question question =
                    tcp.question(":" + server.getLocalPort()).orElseThrow();
            for (int i = 0; i < 50; i++) {
                question.ask(new Target(server.getInetAddress(), "device", PATIENCE), signs::add);
            }
            List<LifeSign> told = new ArrayList<>();
            while (told.size() < 50) {
                LifeSign sign = signs.poll(30, TimeUnit.SECONDS);
                assertThat(sign).isInstanceOf(LifeSign.Alive.class);
                told.add(sign);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 404, 500})
    void anyAnswerOfAWebServerIsASignOfLife(int status) throws Exception {
        wire(10, "ping");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        List<String> hosts = new ArrayList<>();
        server.createContext("/", exchange -> {
            hosts.add(exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI());
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:9/");
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write(new byte[100_000]);
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        try {
            assertThat(ask(http, ":" + port + "/health"))
                    .isEqualTo(new LifeSign.Alive("Answered over HTTP on port " + port + " with status " + status));
        } finally {
            server.stop(0);
        }
        assertThat(hosts).containsExactly("device.example.net:" + port + "/health");
    }

    /** Of another name, out of date, or signed as nobody signs any more: such devices are there all the same. */
    @ParameterizedTest
    @CsvSource({
        "-keyalg EC -dname CN=device.example.net",
        "-keyalg EC -dname CN=another.example.org",
        "-keyalg RSA -dname CN=device.example.net -startdate -10d -validity 1",
        "-keyalg RSA -keysize 1024 -sigalg MD5withRSA -dname CN=device.example.net",
    })
    void whoeverVouchesForACertificateAnAnswerOverTlsIsASignOfLife(String certificate) throws Exception {
        wire(10, "ping");
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setHttpsConfigurator(new HttpsConfigurator(SelfSigned.context(directory, certificate.split(" "))));
        List<String> asked = new CopyOnWriteArrayList<>();
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        try {
            assertThat(ask(https, ":" + port + "/login?next=/"))
                    .isEqualTo(new LifeSign.Alive("Answered over HTTPS on port " + port + " with status 403"));
        } finally {
            server.stop(0);
        }
        assertThat(asked).containsExactly("/login?next=/");
        assertThat(ask(https, ":" + port)).isEqualTo(new LifeSign.Silent("no answer over HTTPS on port " + port));
    }

    @Test
    void whoDoesNotSpeakTlsHasNotAnsweredOverIt() throws Exception {
        wire(10, "ping");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.start();
        int port = server.getAddress().getPort();
        try {
            assertThat(ask(https, ":" + port)).isEqualTo(new LifeSign.Silent("no answer over HTTPS on port " + port));
        } finally {
            server.stop(0);
        }
    }

    /** However the record writes the device, the address that was allowed is the one that is asked. */
    @ParameterizedTest
    @CsvSource({"::1, ::1", "::1, 0:0:0:0:0:0:0:1", "::1, Device.Example.NET", "127.0.0.1, DEVICE"})
    void asksTheAddressThatWasAllowed(String address, String hostname) throws Exception {
        wire(10, "ping");
        InetAddress at = InetAddress.getByName(address);
        HttpServer server = HttpServer.create(new InetSocketAddress(at, 0), 10);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        try {
            assertThat(ask(http, ":" + port, new Target(at, hostname, PATIENCE)))
                    .isEqualTo(new LifeSign.Alive("Answered over HTTP on port " + port + " with status 204"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aWebServerThatSaysNothingIsSilent() throws Exception {
        wire(10, "ping");
        try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            int port = mute.getLocalPort();
            assertThat(ask(http, ":" + port)).isEqualTo(new LifeSign.Silent("no answer over HTTP on port " + port));
        }
    }

    @Test
    void thePingOfTheSystemSaysWhetherAnEchoCame() throws Exception {
        wire(10, script("exit 0"));
        assertThat(ask(icmp, "")).isEqualTo(new LifeSign.Alive("Answered a ping"));
        wire(10, script("exit 1"));
        assertThat(ask(icmp, "")).isEqualTo(new LifeSign.Silent("no answer to a ping"));
        wire(10, script("echo 'ping: socktype: SOCK_RAW: Operation not permitted' >&2; exit 2"));
        assertThat(ask(icmp, ""))
                .isEqualTo(
                        new LifeSign.NotTried("icmp was not tried: ping: socktype: SOCK_RAW: Operation not permitted"));
    }

    @Test
    void withoutAPingTheHelperWasNotTried() throws Exception {
        String nowhere = directory.resolve("nowhere").toString();
        wire(10, nowhere);
        assertThat(ask(icmp, ""))
                .isEqualTo(new LifeSign.NotTried("icmp was not tried: there is no program \"" + nowhere + "\""));
    }

    private String script(String commands) throws IOException {
        Path script = Files.createTempFile(
                directory,
                "ping",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return Files.writeString(script, "#!/bin/sh\n" + commands + "\n").toString();
    }
}
