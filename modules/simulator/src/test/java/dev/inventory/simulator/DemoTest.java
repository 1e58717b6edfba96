package dev.inventory.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a process, with a server that is another one. */
class DemoTest {
    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();
    private Path data;
    private Path output;
    private int port;

    @BeforeEach
    void prepare() throws IOException {
        data = folder.resolve("data");
        output = folder.resolve("output");
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
    }

    @AfterEach
    void end() {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Test
    void theFirstStartRegistersAndASignalEndsBoth() throws Exception {
        Process demo = demo(jar().toString(), "" + port, "--extra");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.readString(output).contains("127.20.1.250"));
        ProcessHandle server = demo.children().findFirst().orElseThrow();

        assertThat(data.resolve("demo-registered")).exists();
        assertThat(data.resolve("arguments")).hasContent(port + " --extra");
        assertThat(Files.readString(data.resolve("given-password")))
                .isEqualTo(
                        Files.readString(data.resolve("initial-admin-password")).strip());
        assertThat(Files.readString(output))
                .contains("http://127.0.0.1:" + port + " polls 30 simulated devices")
                .contains("SIM-000031")
                .doesNotContain(Files.readString(data.resolve("given-password")))
                .hasLineCount(1);

        demo.destroy();

        assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(143);
        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void theDemoEndsWithItsServerAndIsRegisteredOnce() throws Exception {
        Files.createDirectories(data);
        Files.createFile(data.resolve("demo-registered"));
        Process demo = demo(jar().toString(), "" + port);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.readString(output).contains("127.20.1.250"));

        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/exit?7"))
                .build();
        assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, BodyHandlers.discarding()))
                .isInstanceOf(IOException.class);

        assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(7);
    }

    @Test
    void aServerWhoseAdministratorIsUnknownIsServedAllTheSame() throws Exception {
        Files.createDirectories(data);
        Files.createFile(data.resolve("master.key"));
        Process demo = demo(jar().toString(), "" + port);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.readString(output).contains("could not be registered"));

        assertThat(Files.readString(output)).contains("the password of admin is not known");
        assertThat(demo.isAlive()).isTrue();
        assertThat(data.resolve("demo-registered")).doesNotExist();
    }

    @Test
    void badOptionsAreOneLineAndExitCode2() throws Exception {
        Process demo = demo("missing.jar");

        assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(2);
        assertThat(Files.readString(output))
                .startsWith("demo: there is no file missing.jar. Usage: ")
                .hasLineCount(1);
    }

    @Test
    void aPortThatIsTakenIsSaidAtOnce() throws Exception {
        try (var other = new FakeInventory(port, "other")) {
            Process demo = demo(jar().toString(), "" + port);

            assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(demo.exitValue()).isEqualTo(1);
            assertThat(Files.readString(output)).startsWith("demo: another server answers at port " + port);
            assertThat(other.devices).isEmpty();
        }
    }

    private Process demo(String... serverArguments) throws IOException {
        var command = new ArrayList<String>();
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                place(Demo.class).toString(),
                Demo.class.getName(),
                "--http-port",
                "" + port,
                "--snmp-port",
                "" + FreePort.udp(),
                "--devices",
                "30"));
        command.addAll(List.of(serverArguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("INVENTORY_DATA_DIR", data.toString());
        builder.environment().remove(AdminPassword.VARIABLE);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** A jar that runs {@link FakeInventory} from where it was compiled to. */
    private Path jar() throws IOException {
        var manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, FakeInventory.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                place(FakeInventory.class).toUri() + " " + place(Demo.class).toUri());
        Path jar = folder.resolve("inventory.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.finish();
        }
        return jar;
    }

    private static Path place(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }
}
