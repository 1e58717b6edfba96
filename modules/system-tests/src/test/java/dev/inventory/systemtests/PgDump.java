package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's own dump program, from the search path. */
final class PgDump {

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.");

    private PgDump() {}

    /** Whether there is one, and it is not older than the server: it would refuse to dump that. */
    static boolean isAvailable() throws SQLException, InterruptedException {
        try {
            Process process = new ProcessBuilder("pg_dump", "--version").start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher version = VERSION.matcher(said);
            return process.waitFor() == 0
                    && version.find()
                    && Integer.parseInt(version.group(1)) >= TestDatabase.postgresVersion();
        } catch (IOException e) {
            return false;
        }
    }

    /** Dumps a database that {@link TestDatabase#create} made, whole and as SQL. */
    static Path of(String database, Path file) throws IOException, InterruptedException {
        List<String> command = List.of(
                "pg_dump",
                "--host=127.0.0.1",
                "--port=" + TestDatabase.postgresPort(),
                "--username=postgres",
                "--no-password",
                "--file=" + file,
                database);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", "postgres");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return file;
    }
}
