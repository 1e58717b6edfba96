package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who steals the database, a dump of it or the log learns no secret from it. The dump needs a {@code pg_dump} that is not
 * older than the server; without one it is skipped, unless {@code INVENTORY_REQUIRE_PG_DUMP=true}.
 */
@ExtendWith(DeployedServer.class)
class SecretsIT {

    private final Server server;

    /**
     * What a test made.
     *
     * @param plain what is no secret, to show that the search finds what is there
     */
    private record Made(String plain, List<String> secrets) {}

    SecretsIT(Server server) {
        this.server = server;
    }

    @Test
    void areNotInTheFilesOfTheDatabase() throws Exception {
        Made made = useEverySecret();
        List<Path> files = Paths.tree(
                TestDatabase.current() == TestDatabase.DERBY
                        ? server.data().resolve("derby")
                        : TestDatabase.postgresFiles());

        assertThat(new Traces(List.of(made.plain())).in(files))
                .as("what is no secret is found by this search")
                .isNotEmpty();
        assertThat(new Traces(made.secrets()).in(files)).isEmpty();
    }

    @Test
    @EnabledIfSystemProperty(named = "inventory.test.database", matches = "postgresql", disabledReason = "has no dump")
    void areNotInADumpOfTheDatabase(@TempDir Path directory) throws Exception {
        assumeTrue(
                Boolean.parseBoolean(System.getenv("INVENTORY_REQUIRE_PG_DUMP")) || PgDump.isAvailable(),
                "no pg_dump for this server");
        Made made = useEverySecret();
        List<Path> dump = List.of(PgDump.of(server.database(), directory.resolve("dump.sql")));

        assertThat(new Traces(List.of(made.plain())).in(dump))
                .as("what is no secret is found by this search")
                .isNotEmpty();
        assertThat(new Traces(made.secrets()).in(dump)).isEmpty();
    }

    @Test
    void areNotInTheLog() throws Exception {
        Made made = useEverySecret();
        List<Path> log = server.log();

        assertThat(new Traces(List.of("Inventory is ready")).in(log))
                .as("what was logged is found by this search")
                .isNotEmpty();
        assertThat(new Traces(made.secrets()).in(log)).isEmpty();
    }

    @Test
    void wouldBeFoundInAnyForm(@TempDir Path directory) throws IOException {
        String secret = "orchard-gate";
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        List<byte[]> forms = new ArrayList<>(List.of(
                bytes,
                secret.getBytes(StandardCharsets.UTF_16LE),
                secret.getBytes(StandardCharsets.UTF_16BE),
                HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII),
                HexFormat.of().withUpperCase().formatHex(bytes).getBytes(StandardCharsets.US_ASCII)));
        for (String before : List.of("", "a", "ab", "abc")) {
            forms.add(Base64.getEncoder().encode((before + secret + "!").getBytes(StandardCharsets.UTF_8)));
        }
        Traces traces = new Traces(List.of(secret));
        for (byte[] form : forms) {
            Path file = Files.createTempFile(directory, "form", null);
            Files.writeString(file, "\u0000\u00ff" + new String(form, StandardCharsets.ISO_8859_1) + "\u0001");

            assertThat(traces.in(List.of(file)))
                    .as(new String(form, StandardCharsets.ISO_8859_1))
                    .isNotEmpty();
        }
        String token = "inv-" + "0123456789abcdef".repeat(2) + "01234567-20300101";
        Path raw =
                Files.write(directory.resolve("raw"), HexFormat.of().parseHex(token.substring(4, token.length() - 9)));
        assertThat(new Traces(List.of(token)).in(List.of(raw))).isNotEmpty();
        Path other = Files.writeString(directory.resolve("other"), "orchard-gat, rchard-gate");
        assertThat(traces.in(List.of(other))).isEmpty();
    }

    @Test
    void theMasterKeyIsForTheServerAlone() throws IOException {
        List<Path> keys = Paths.tree(server.data()).stream()
                .filter(path -> path.getFileName().toString().startsWith("master.key"))
                .toList();

        assertThat(keys).isNotEmpty();
        for (Path key : keys) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
        }
    }

    /** Users, passwords, tokens, communities, as they are made, changed and used. */
    private Made useEverySecret() throws Exception {
        Site site = Site.create(server, "secretive");
        Api admin = site.admin();
        List<String> secrets = new ArrayList<>(List.of(Api.ADMIN_PASSWORD, Site.PASSWORD));
        secrets.add(token(admin, Site.unique("stolen")));
        secrets.add(admin.post("/api/user/tokens/", Map.of("name", Site.unique("stolen")))
                .expect(201)
                .json()
                .path("token")
                .asText());
        secrets.add(Files.readString(server.data().resolve("master.key")).strip());

        String user = Site.unique("keeper");
        String first = Site.unique("lantern-first");
        String second = Site.unique("lantern-second");
        String third = Site.unique("lantern-third");
        long pk = admin.post("/api/user/", Map.of("username", user, "password", first))
                .expect(201)
                .json()
                .path("pk")
                .asLong();
        secrets.add(token(server.anonymous().basic(user, first), ""));
        server.anonymous()
                .basic(user, first)
                .post("/api/user/me/set-password/", Map.of("old_password", first, "new_password", second))
                .expect(204);
        secrets.add(token(server.anonymous().basic(user, second), Site.unique("second")));
        admin.post("/api/user/" + pk + "/set-password/", Map.of("password", third))
                .expect(204);
        server.anonymous().basic(user, second).get("/api/user/me/").expect(401);
        server.anonymous().basic(user, third).get("/api/user/me/");
        secrets.addAll(List.of(first, second, third));

        String community = Site.unique("orchard-gate");
        String next = Site.unique("harbour-light");
        String plain = Site.unique("plainly-visible");
        try (Agents agents = Agents.start(1, "127.43.0.1", next)) {
            long id = site.register(agents.device(site, agents.farm().agent(1))
                            .put("name", plain)
                            .put("snmp_community", community))
                    .id();
            String check = Site.device(id) + "?update_status=true";
            assertThat(admin.get(check).expect(200).json().path("status").asBoolean())
                    .isFalse();
            admin.patch(Site.device(id), Map.of("snmp_community", next)).expect(200);
            assertThat(admin.get(check).expect(200).json().path("status").asBoolean())
                    .isTrue();
            admin.patch(Site.device(id), Map.of("snmp_community", 5)).expect(400);
            var operation = Json.object("{\"operation_type\": \"bulk_serial_sync\"}");
            operation.putArray("target_organizations").add(site.id());
            Operation.start(admin, operation).awaitEnd();
            assertThat(admin.get(Site.device(id)).json().path("snmp_community").asText())
                    .isEqualTo(next);
        }
        secrets.addAll(List.of(community, next));
        secrets.addAll(useSnmpKeys(site));
        secrets.addAll(useProfiles(site));
        assertThat(secrets).doesNotContain("").doesNotHaveDuplicates();
        return new Made(plain, secrets);
    }

    /** Keys of SNMP users, as they are made, used, changed and refused. */
    private static List<String> useSnmpKeys(Site site) {
        String authKey = Site.unique("juniper-hedge");
        String privKey = Site.unique("willow-stile");
        String laterKey = Site.unique("heather-bank");
        var device = site.device().put("hostname", "127.43.1.1");
        device.putObject("snmp")
                .put("version", "3")
                .put("port", 9)
                .put("timeout_ms", 100)
                .put("user", "keeper")
                .put("auth_protocol", "sha256")
                .put("auth_key", authKey)
                .put("priv_protocol", "aes")
                .put("priv_key", privKey);
        String path = Site.device(site.register(device).id());
        site.admin().get(path + "?update_status=true").expect(200);
        site.admin().patch(path, Map.of("snmp", Map.of("auth_key", laterKey))).expect(200);
        site.admin().patch(path, Map.of("snmp", Map.of("auth_key", 5))).expect(400);
        site.admin().get(path + "?update_status=true").expect(200);
        return List.of(authKey, privKey, laterKey);
    }

    /** Credentials of profiles, as they are made, changed, and sent to somebody who is not there or refuses them. */
    private static List<String> useProfiles(Site site) {
        String key = Site.unique("walnut-bridge");
        String password = Site.unique("thistle-and-owl");
        try (StockSource refusing = new StockSource()) {
            var rest = Profile.rest(site, refusing.url()).put("retry_attempts", 0);
            rest.putObject("credentials").put("api_key", key);
            Profile profile = Profile.create(site.admin(), rest);
            assertThat(profile.sync().path("status").asText()).isEqualTo("failed");
            site.admin()
                    .patch(profile.path(), Map.of("credentials", Map.of("api_key", 5)))
                    .expect(400);
        }
        var database = Json.object("""
                {"profile_type": "database", "engine": "postgresql", "host": "127.0.0.1", "port": 9,
                 "database": "none", "username": "reader", "ssl_enabled": false, "retry_attempts": 0,
                 "configuration": {"source": {"table": "stock"},
                  "data_mapping": {"item_id": "sku", "quantity": "n"}}}""");
        database.putObject("credentials").put("password", password);
        database.put("name", Site.unique("database")).put("organization", site.id());
        Profile unreachable = Profile.create(site.admin(), database);
        assertThat(site.admin()
                        .post(unreachable.path() + "test/", "{}")
                        .expect(200)
                        .body())
                .contains("Nobody answers")
                .doesNotContain(password);
        return List.of(key, password);
    }

    private static String token(Api api, String name) {
        return api.get("/api/user/token/?name=" + name)
                .expect(200)
                .json()
                .path("token")
                .asText();
    }
}
