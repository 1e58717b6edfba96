package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who steals the database learns no secret from it. */
@ExtendWith(DeployedServer.class)
class SecretsIT {

    private final Server server;

    SecretsIT(Server server) {
        this.server = server;
    }

    @Test
    void areNotFoundInTheDatabase() throws Exception {
        Site site = Site.create(server, "secretive");
        String plain = Site.unique("plainly-visible");
        String community = Site.unique("orchard-gate");
        String next = Site.unique("harbour-light");
        long id = site.register(site.device().put("description", plain).put("snmp_community", community))
                .id();
        site.admin().patch(Site.device(id), Map.of("snmp_community", next)).expect(200);
        String token = site.admin()
                .get("/api/user/token/?name=stolen")
                .expect(200)
                .json()
                .path("token")
                .asText();

        assertThat(site.admin()
                        .get(Site.device(id))
                        .json()
                        .path("snmp_community")
                        .asText())
                .isEqualTo(next);
        assertThat(found(plain)).as("what is no secret is found by this search").isNotEmpty();
        for (String secret : List.of(community, next, token, Api.ADMIN_PASSWORD, Site.PASSWORD)) {
            assertThat(found(secret)).isEmpty();
        }
    }

    @Test
    void theMasterKeyIsForTheServerAlone() throws IOException {
        Path key = Paths.tree(server.data()).stream()
                .filter(path -> path.getFileName().toString().contains("key"))
                .findFirst()
                .orElseThrow();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
    }

    /** Where a text is in the database. */
    private List<String> found(String text) throws Exception {
        return TestDatabase.current() == TestDatabase.DERBY ? foundInFiles(text) : foundInTables(text);
    }

    private List<String> foundInFiles(String text) throws IOException {
        String needle = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        List<String> places = new ArrayList<>();
        for (Path path : Paths.tree(server.data().resolve("derby"))) {
            if (Files.isRegularFile(path)
                    && Files.readString(path, StandardCharsets.ISO_8859_1).contains(needle)) {
                places.add(path.toString());
            }
        }
        return places;
    }

    private List<String> foundInTables(String text) throws SQLException {
        List<String> places = new ArrayList<>();
        try (Connection connection = TestDatabase.connectToPostgres(server.database())) {
            for (String table : tables(connection)) {
                try (var search = connection.prepareStatement(
                        "SELECT 1 FROM \"" + table + "\" t WHERE POSITION(? IN t::text) > 0")) {
                    search.setString(1, text);
                    if (search.executeQuery().next()) {
                        places.add(table);
                    }
                }
            }
        }
        return places;
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }
}
