package dev.inventory.benchmark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the server keeps its data. */
interface Database extends AutoCloseable {

    /** What the server's environment says about it. */
    Map<String, String> environment();

    /** The processor time that it has used outside the server. */
    Duration cpu();

    @Override
    void close();

    /** Derby is part of the server. */
    static Database derby() {
        return new Database() {
            @Override
            public Map<String, String> environment() {
                return Map.of();
            }

            @Override
            public Duration cpu() {
                return Duration.ZERO;
            }

            @Override
            public void close() {}
        };
    }

    /** A PostgreSQL with its defaults, on loopback, as the build's tests use it. */
    static Database postgresql(Path directory) throws IOException {
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(true)
                .start();
        return new Database() {
            @Override
            public Map<String, String> environment() {
                return Map.of(
                        "INVENTORY_DB_URL", "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres",
                        "INVENTORY_DB_USER", "postgres",
                        "INVENTORY_DB_PASSWORD", "postgres");
            }

            /** Of the processes that run now: the server's connections must last as long as what is measured. */
            @Override
            public Duration cpu() {
                Optional<ProcessHandle> postmaster = postmaster(directory).flatMap(ProcessHandle::of);
                return postmaster
                        .map(process -> process.descendants()
                                .map(ChildProcess::cpu)
                                .reduce(ChildProcess.cpu(process), Duration::plus))
                        .orElse(Duration.ZERO);
            }

            @Override
            public void close() {
                try {
                    server.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    private static Optional<Long> postmaster(Path directory) {
        try {
            List<String> lines = Files.readAllLines(directory.resolve("postmaster.pid"));
            return lines.stream().findFirst().map(String::strip).map(Long::valueOf);
        } catch (IOException ended) {
            return Optional.empty();
        }
    }
}
