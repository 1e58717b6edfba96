package dev.inventory.systemtests;

import static dev.inventory.systemtests.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.inventory.simulator.Behaviour;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Status helpers other than plain SNMP, against real sockets on loopback. */
@ExtendWith(DeployedServer.class)
@Execution(ExecutionMode.CONCURRENT)
class StatusHelperIT {

    private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    private static final String TYPES = "/api/v1/inventory_device_type/";

    private final Server server;
    private Site site;
    private Api admin;
    private Agents agents;

    StatusHelperIT(Server server) {
        this.server = server;
    }

    @BeforeEach
    void network() {
        site = Site.create(server, "helpers");
        admin = site.admin();
        agents = Agents.start(1, "127.37.0.1");
    }

    @AfterEach
    void endNetwork() {
        agents.close();
    }

    private ObjectNode device(String... helpers) {
        ObjectNode device = agents.device(site, agents.farm().agent(1));
        for (String helper : helpers) {
            device.withArray("status_helpers").add(helper);
        }
        return device;
    }

    private JsonNode checked(long id) {
        return admin.get(Site.device(id) + "?update_status=true").expect(200).json();
    }

    private ServerSocket listen() throws IOException {
        return new ServerSocket(0, 10, agents.farm().agent(1).address().getAddress());
    }

    @Test
    void anOpenPortMakesADeviceUpAndSnmpStillTellsItsFacts() throws IOException {
        try (ServerSocket port = listen()) {
            long id =
                    site.register(device("tcp:" + port.getLocalPort(), "snmp")).id();

            JsonNode up = checked(id);
            assertThat(up.path("status_detail").asText()).isEqualTo("up");
            assertThat(up.path("status_reason").asText())
                    .isEqualTo("TCP port " + port.getLocalPort() + " accepts connections");
            assertThat(up.path("uptime").isTextual()).isTrue();
            assertThat(up.path("last_seen").isTextual()).isTrue();
            assertThat(admin.get(Site.device(id) + "facts/").expect(200).body()).contains("sysDescr");

            agents.farm().agent(1).behave(Behaviour.DEAD);
            assertThat(checked(id).path("status").asBoolean()).isTrue();
        }
    }

    @Test
    void theNextHelperIsTriedWhenOneIsSilent() throws IOException {
        int closed;
        try (ServerSocket port = listen()) {
            closed = port.getLocalPort();
        }
        long id = site.register(device("tcp:" + closed, "snmp")).id();
        assertThat(checked(id).path("status_reason").asText()).isEqualTo("Answered over SNMP");

        agents.farm().agent(1).behave(Behaviour.DEAD);
        JsonNode down = checked(id);
        assertThat(down.path("status_detail").asText()).isEqualTo("down");
        assertThat(down.path("status_reason").asText())
                .startsWith("TCP port " + closed + " refuses connections; no answer over SNMP");
    }

    @Test
    void aTimerPollsAWebServer() throws IOException {
        HttpServer web = HttpServer.create(
                new InetSocketAddress(agents.farm().agent(1).address().getAddress(), 0), 10);
        web.createContext("/", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        web.start();
        int port = web.getAddress().getPort();
        long id;
        try {
            id = site.register(device("HTTP:" + port + "/status")
                            .put("polling_enabled", true)
                            .put("poll_interval_seconds", 5))
                    .id();
            await("up").untilAsserted(() -> assertThat(admin.get(Site.device(id))
                            .json()
                            .path("status_reason")
                            .asText())
                    .isEqualTo("Answered over HTTP on port " + port + " with status 503"));
            assertThat(admin.get(Site.device(id)).json().path("uptime").isNull())
                    .isTrue();
            assertThat(admin.get(Site.device(id))
                            .json()
                            .path("status_helpers")
                            .path(0)
                            .asText())
                    .isEqualTo("http:" + port + "/status");
        } finally {
            web.stop(0);
        }
        await("down").untilAsserted(() -> assertThat(
                        admin.get(Site.device(id)).json().path("status_reason").asText())
                .isEqualTo("No answer over HTTP on port " + port + " (2 polls in a row)"));
    }

    /** Most devices have signed their certificates themselves, for a name of their maker's. */
    @Test
    void aServerThatOnlyVouchesForItselfIsUpOverTlsUntilItsPortIsClosed(@TempDir Path directory) throws Exception {
        HttpsServer web = HttpsServer.create(
                new InetSocketAddress(agents.farm().agent(1).address().getAddress(), 0), 10);
        web.setHttpsConfigurator(new HttpsConfigurator(SelfSigned.context(
                directory, "-keyalg", "RSA", "-dname", "CN=factory.example", "-startdate", "-10d", "-validity", "1")));
        List<String> asked = new CopyOnWriteArrayList<>();
        web.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        web.start();
        int port = web.getAddress().getPort();
        long id = site.register(device("https:" + port + "/health")).id();
        try {
            JsonNode up = checked(id);
            assertThat(up.path("status_detail").asText()).isEqualTo("up");
            assertThat(up.path("status_reason").asText())
                    .isEqualTo("Answered over HTTPS on port " + port + " with status 401");
            assertThat(asked).containsExactly("GET /health");
        } finally {
            web.stop(0);
        }

        JsonNode down = checked(id);
        assertThat(down.path("status").asBoolean()).isFalse();
        assertThat(down.path("status_detail").asText()).isEqualTo("down");
        assertThat(down.path("status_reason").asText()).startsWith("No answer over HTTPS on port " + port);
        assertThat(Json.column(
                        admin.get(Site.device(id) + "status_history/?ordering=id")
                                .expect(200)
                                .json()
                                .path("results"),
                        "status_detail"))
                .containsExactly("unknown", "up", "down");
    }

    @Test
    void aDeviceIsAskedAtItsIpv6Address() throws IOException {
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(IPV6_LOOPBACK), 0), 10);
        web.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        web.start();
        int port = web.getAddress().getPort();
        try {
            long id =
                    site.register(device("tcp:" + port).put("hostname", "::1")).id();
            assertThat(checked(id).path("status_reason").asText())
                    .isEqualTo("TCP port " + port + " accepts connections");
            admin.patch(Site.device(id), Map.of("status_helpers", List.of("http:" + port)))
                    .expect(200);
            admin.patch(Site.device(id), Map.of("status", false)).expect(200);
            assertThat(checked(id).path("status_reason").asText())
                    .isEqualTo("Answered over HTTP on port " + port + " with status 200");
        } finally {
            web.stop(0);
        }
    }

    @Test
    void aDeviceWithoutHelpersHasThoseOfItsType() throws IOException {
        try (ServerSocket port = listen()) {
            String name = Site.unique("helped");
            long type = admin.post(
                            TYPES, Map.of("name", name, "status_helpers", new String[] {"tcp:" + port.getLocalPort()}))
                    .expect(201)
                    .id();
            ObjectNode device = device().put("type", type);
            agents.farm().agent(1).behave(Behaviour.DEAD);
            long id = site.register(device).id();
            assertThat(checked(id).path("status_detail").asText()).isEqualTo("up");

            admin.patch(TYPES + type + "/", "{\"status_helpers\": null}").expect(200);
            assertThat(checked(id).path("status_reason").asText()).startsWith("No answer over SNMP");

            admin.patch(Site.device(id), "{\"status_helpers\": [\"tcp:" + port.getLocalPort() + "\"]}")
                    .expect(200);
            assertThat(checked(id).path("status_detail").asText()).isEqualTo("up");
        }
    }

    @Test
    void anEchoIsAnAnswerOrWasNotTried() {
        long id = site.register(device("icmp")).id();
        JsonNode found = checked(id);
        if (found.path("status_detail").asText().equals("unknown")) {
            assertThat(found.path("status_reason").asText()).startsWith("Icmp was not tried: ");
            assertThat(found.path("last_seen").isNull()).isTrue();
        } else {
            assertThat(found.path("status_reason").asText()).isEqualTo("Answered a ping");
        }
    }

    @Test
    void anUnknownHelperIsRefusedWithThoseThatThereAre() {
        for (String wrong : new String[] {"gopher", "tcp", "tcp:70000", "snmp:161", "http:x"}) {
            assertThat(admin.post(Site.DEVICES, device(wrong))
                            .expect(400)
                            .json()
                            .path("status_helpers")
                            .path(0)
                            .asText())
                    .isEqualTo("\"" + wrong + "\" is no status helper. Valid: http[:port][/path], https[:port][/path],"
                            + " icmp, snmp, tcp:<port>.");
        }
        admin.post(Site.DEVICES, device("snmp", "icmp", "tcp:1", "tcp:2", "tcp:3", "tcp:4"))
                .expect(400);
        admin.post(TYPES, Map.of("name", Site.unique("x"), "status_helpers", new String[] {"ftp"}))
                .expect(400);
        long id = site.register(device("TCP:22", "tcp:22")).id();
        assertThat(admin.get(Site.device(id)).json().path("status_helpers")).isEqualTo(Json.parse("[\"tcp:22\"]"));
        Answer read = admin.get(Site.device(id));
        admin.put(Site.device(id), read.body()).expect(200);
        assertThat(admin.get(Site.device(id)).json().path("status_helpers"))
                .isEqualTo(read.json().path("status_helpers"));
    }
}
