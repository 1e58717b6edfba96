package dev.inventory.systemtests;

import static dev.inventory.systemtests.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The EAR on a Payara Server as it is distributed: domain started, EAR deployed, asked over HTTP, domain stopped. It takes
 * a minute or two and is no part of the ordinary build:
 *
 * <pre>{@code
 * mvn -Pear-check verify
 * }</pre>
 *
 * <p>The distribution (170 MB) comes from Maven Central and is unpacked below {@code target/}. The domain is a copy of the
 * distribution's own, with all listeners moved to free ports of 127.0.0.1 and without Hazelcast.
 */
class EarDeploymentIT {

    private static final Path EAR = Path.of("..", "..", "inventory-ear", "target", "inventory.ear")
            .toAbsolutePath()
            .normalize();
    private static final Path PAYARA =
            Path.of("target", "payara-server", "payara6").toAbsolutePath();
    private static final Duration COMMAND = Duration.ofMinutes(4);

    private final Path directory = Paths.fresh("ear");
    private final Path domains = directory.resolve("domains");
    private final int http = Ports.freeTcp();
    private final int admin = Ports.freeTcp();

    @Test
    void servesFromAnApplicationServer() throws Exception {
        makeDomain();
        asadmin("start-domain", "--domaindir", domains.toString(), "inventory");
        try (AutoCloseable domain = () -> asadmin("stop-domain", "--domaindir", domains.toString(), "inventory")) {
            assertThat(domain).isNotNull();
            asadmin("--port", Integer.toString(admin), "deploy", "--name", "inventory", EAR.toString());
            serves();
        }
    }

    private void serves() {
        Api anonymous = Api.anonymous(URI.create("http://127.0.0.1:" + http));
        await("ready; see " + directory).until(anonymous::ready);
        anonymous.get(Site.DEVICES).expect(401);
        Api user = anonymous.basic(Api.ADMIN, Api.ADMIN_PASSWORD).byToken();
        Site site = Site.create(user, "enterprise");
        long device = site.register().id();
        assertThat(user.get(Site.DEVICES).expect(200).json().path("count").asInt())
                .isEqualTo(1);
        // the data source's class is the EAR's, and what asks it for changes the WAR's
        String page = Site.DEVICES + "?organization=" + site.id();
        for (String location : List.of("Rack 1", "Rack 2", "Rack 3")) {
            user.patch(Site.device(device), Map.of("location", location)).expect(200);
            for (int again = 0; again < 2; again++) {
                assertThat(Json.column(user.get(page).expect(200).json().path("results"), "location"))
                        .containsExactly(location);
            }
        }
        assertThat(user.anonymous().get("/metrics?scope=application").body())
                .containsPattern("inventory_unchanged_pages_total\\S* [1-9]");
        Operation operation = Operation.start(
                user, "{\"operation_type\": \"status_update\", \"target_organizations\": [" + site.id() + "]}");
        assertThat(operation.awaitEnd().path("processed_devices").asInt()).isEqualTo(1);
        anonymous.get("/api-doc/").expect(200);
    }

    private void makeDomain() throws IOException {
        Path source = PAYARA.resolve("glassfish/domains/domain1");
        Path domain = domains.resolve("inventory");
        for (Path path : Paths.tree(source).stream().sorted().toList()) {
            Path target = domain.resolve(source.relativize(path).toString());
            if (Files.isDirectory(path)) {
                Files.createDirectories(target);
            } else {
                Files.copy(path, target);
            }
        }
        Path file = domain.resolve("config/domain.xml");
        String text = Files.readString(file)
                .replace("address=\"0.0.0.0\"", "address=\"127.0.0.1\"")
                .replace("<network-listener port=", "<network-listener address=\"127.0.0.1\" port=")
                .replace(
                        "<hazelcast-config-specific-configuration",
                        "<hazelcast-config-specific-configuration enabled=\"false\"")
                .replace("port=\"8080\"", "port=\"" + http + "\"")
                .replace("port=\"4848\"", "port=\"" + admin + "\"");
        for (String port : List.of("8181", "8686", "3700", "3820", "3920", "7676")) {
            text = text.replace("=\"" + port + "\"", "=\"" + Ports.freeTcp() + "\"");
        }
        Files.writeString(file, text);
    }

    private void asadmin(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(PAYARA.resolve("bin/asadmin").toString()));
        command.addAll(Arrays.asList(arguments));
        Path log = directory.resolve("asadmin.log");
        // asadmin comes out of the archive without its permission to run
        command.add(0, "sh");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment()
                .put("INVENTORY_DATA_DIR", directory.resolve("data").toString());
        builder.environment().put("INVENTORY_ADMIN_PASSWORD", Api.ADMIN_PASSWORD);
        builder.environment().put("AS_JAVA", System.getProperty("java.home"));
        Process process = builder.start();
        if (!process.waitFor(COMMAND.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", command) + " does not end; see " + log);
        }
        assertThat(process.exitValue())
                .as(String.join(" ", command) + "; see " + log)
                .isZero();
    }
}
