package dev.inventory.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** The server under test, on a free port of 127.0.0.1. */
final class InventoryServer implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final Duration KNOWN_WITHIN = Duration.ofMinutes(5);
    private static final long READY_MILLIS = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What stays the same from start to start.
     *
     * @param jar the server
     * @param jvmOptions for its JVM
     * @param database its data
     * @param directory its data directory, and its logs beside it
     * @param password the first administrator's
     */
    record Installation(Path jar, List<String> jvmOptions, Database database, Path directory, String password) {

        /** The same with one more option for the JVM. */
        Installation with(String jvmOption) {
            var options = new ArrayList<>(jvmOptions);
            options.add(jvmOption);
            return new Installation(jar, options, database, directory, password);
        }

        /** The same with data of its own. */
        Installation with(Database another, Path elsewhere) {
            return new Installation(jar, jvmOptions, another, elsewhere, password);
        }
    }

    /** Polls by their result, since the server started. */
    record Polls(long answered, long silent) {}

    private final Installation installation;
    private final ChildProcess process;
    private final int port;
    private final Duration startedWithin;

    private InventoryServer(Installation installation, ChildProcess process, int port, String name)
            throws BenchmarkFailure, InterruptedException {
        this.installation = installation;
        this.process = process;
        this.port = port;
        long start = System.nanoTime();
        while (!ready()) {
            if (!process.runs() || System.nanoTime() - start > READY_WITHIN.toNanos()) {
                process.close();
                throw new BenchmarkFailure("the server did not start; see " + log(installation, name));
            }
            TimeUnit.MILLISECONDS.sleep(READY_MILLIS);
        }
        startedWithin = Duration.ofNanos(System.nanoTime() - start);
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param name of its log
     * @param settings what its environment says besides
     */
    static InventoryServer start(Installation installation, String name, Map<String, String> settings)
            throws IOException, BenchmarkFailure, InterruptedException {
        return start(installation, name, settings, List.of());
    }

    /** @param more arguments of the server */
    static InventoryServer start(
            Installation installation, String name, Map<String, String> settings, List<String> more)
            throws IOException, BenchmarkFailure, InterruptedException {
        int port = freePort();
        var arguments = new ArrayList<>(installation.jvmOptions());
        arguments.addAll(List.of("-jar", installation.jar().toString(), "--port", String.valueOf(port)));
        arguments.addAll(more);
        var environment = new HashMap<>(installation.database().environment());
        environment.put(
                "INVENTORY_DATA_DIR", installation.directory().resolve("data").toString());
        environment.put("INVENTORY_ADMIN_PASSWORD", installation.password());
        environment.put("INVENTORY_LISTEN_ADDRESS", "127.0.0.1");
        environment.putAll(settings);
        ChildProcess process = ChildProcess.java(arguments, environment, log(installation, name), false);
        return new InventoryServer(installation, process, port, name);
    }

    private static Path log(Installation installation, String name) {
        return installation.directory().resolve(name + ".log");
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean ready() {
        try (var connection = new HttpConnection(port, "")) {
            return connection.get("/health/ready").status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    Duration startedWithin() {
        return startedWithin;
    }

    /** A header value with which the API knows the administrator, by a token as programs use it. */
    String authorization() throws IOException, BenchmarkFailure {
        try (var connection = new HttpConnection(port, password())) {
            HttpConnection.Answer answer = connection.get("/api/user/token/?name=benchmark");
            if (answer.status() != 200) {
                throw new BenchmarkFailure("no token: " + answer.status() + " " + answer.text());
            }
            return "Token " + JSON.readTree(answer.text()).path("token").asText();
        }
    }

    /** A header value with which the API knows the administrator by the password. */
    String password() {
        return "Basic " + Base64.getEncoder().encodeToString(("admin:" + installation.password()).getBytes(UTF_8));
    }

    Exposition metrics() throws IOException {
        // The server closes a connection that is not used for a while.
        try (var connection = new HttpConnection(port, "")) {
            return Exposition.parse(connection.get("/metrics").text());
        }
    }

    Polls polls() throws IOException {
        Exposition metrics = metrics();
        return new Polls(polls(metrics, "answered"), polls(metrics, "silent"));
    }

    private static long polls(Exposition metrics, String result) {
        return Math.round(metrics.value("inventory_polls_total", "result=\"" + result + "\"")
                .orElse(0));
    }

    /** Waits until it has so many devices in mind, each with the time at which it is polled. */
    void awaitKnown(int devices) throws IOException, BenchmarkFailure, InterruptedException {
        long start = System.nanoTime();
        while (known() < devices) {
            if (System.nanoTime() - start > KNOWN_WITHIN.toNanos()) {
                throw new BenchmarkFailure(known() + " of " + devices + " devices are known after a start");
            }
            TimeUnit.MILLISECONDS.sleep(READY_MILLIS);
        }
    }

    /** Those that it has in mind; each has its time as soon as it has, while this server is the one that polls. */
    private long known() throws IOException {
        try (var connection = new HttpConnection(port, "")) {
            for (JsonNode check :
                    JSON.readTree(connection.get("/health/ready").text()).path("checks")) {
                if ("poller".equals(check.path("name").asText())) {
                    JsonNode data = check.path("data");
                    return data.path("polling").asBoolean()
                            ? data.path("devices").asLong()
                            : 0;
                }
            }
            return 0;
        }
    }

    /** The processor time that server and database have used. */
    Duration cpu() {
        return process.cpu().plus(installation.database().cpu());
    }

    OptionalLong resident() {
        return process.resident();
    }

    /** Has the server collect its garbage, so that what is left on the heap is in use; where the JDK has the tool. */
    boolean collectGarbage() throws IOException, InterruptedException {
        Process jcmd;
        try {
            jcmd = new ProcessBuilder(
                            ChildProcess.tool("jcmd").toString(),
                            String.valueOf(process.process().pid()),
                            "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noSuchTool) {
            return false;
        }
        if (!jcmd.waitFor(30, TimeUnit.SECONDS)) {
            jcmd.destroyForcibly();
            return false;
        }
        return jcmd.exitValue() == 0;
    }

    /** Ends it as a power failure would (SIGKILL). */
    void kill() throws InterruptedException {
        process.process().destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.close();
    }
}
