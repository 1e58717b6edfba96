package dev.inventory.device.internal.file;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.inventory.platform.failure.Failure;
import dev.inventory.platform.json.Json;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What became of the rows of a file. The counts are in memory, the rows on disk, so that a file full of mistakes costs no
 * more than another.
 */
public final class ImportReport implements Closeable {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    /** What became of a row; of a file that is not written, what would have. */
    public enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED,
        FAILED
    }

    private final boolean withAll;
    private final Path rows;
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private final Set<Integer> statuses = new TreeSet<>();
    private BufferedWriter writer;

    /** @param withAll whether it names every row, and not the failed ones alone */
    public ImportReport(boolean withAll) throws IOException {
        this.withAll = withAll;
        this.rows = Files.createTempFile("inventory-import-", ".report");
        this.writer = Files.newBufferedWriter(rows);
    }

    /** Begins anew: the file is worked through again. */
    public void reset() throws IOException {
        writer.close();
        writer = Files.newBufferedWriter(rows, StandardOpenOption.TRUNCATE_EXISTING);
        counts.clear();
        statuses.clear();
    }

    /** A row that was, or would be, taken. */
    public void taken(FileRow row, Outcome outcome) {
        count(outcome);
        if (withAll) {
            write(row(row, outcome));
        }
    }

    /** A row that was not taken. */
    public void failed(FileRow row, Failure failure) {
        count(Outcome.FAILED);
        statuses.add(failure.status());
        Map<String, Object> said = row(row, Outcome.FAILED);
        said.put("status", failure.status());
        said.put("errors", failure.errors());
        write(said);
    }

    public boolean hasFailures() {
        return count(Outcome.FAILED, 0) > 0;
    }

    /** The status of an answer about a file of which nothing was taken: that of its failures if they share one. */
    public int refusal() {
        return statuses.size() == 1 ? statuses.iterator().next() : statuses.isEmpty() ? OK : BAD_REQUEST;
    }

    /**
     * Writes it.
     *
     * @param applied whether what it tells was done
     */
    public void write(OutputStream out, boolean dryRun, boolean atomic, boolean applied) throws IOException {
        writer.flush();
        try (JsonGenerator json = Json.mapper().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartObject();
            json.writeBooleanField("dry_run", dryRun);
            json.writeBooleanField("atomic", atomic);
            json.writeBooleanField("applied", applied);
            json.writeNumberField(
                    "total",
                    counts.values().stream().mapToInt(Integer::intValue).sum());
            for (Outcome outcome : Outcome.values()) {
                json.writeNumberField(name(outcome), count(outcome, 0));
            }
            json.writeArrayFieldStart("rows");
            try (var lines = Files.newBufferedReader(rows, StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    json.writeRawValue(line);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.flush();
    }

    @Override
    public void close() throws IOException {
        writer.close();
        Files.deleteIfExists(rows);
    }

    private static Map<String, Object> row(FileRow row, Outcome outcome) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("line", row.line());
        said.put("serial_number", row.serialNumber());
        said.put("outcome", name(outcome));
        return said;
    }

    private void count(Outcome outcome) {
        counts.put(outcome, count(outcome, 1));
    }

    private int count(Outcome outcome, int more) {
        return counts.getOrDefault(outcome, 0) + more;
    }

    private static String name(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    /** On a line of its own: JSON has no line break of its own making. */
    private void write(Map<String, Object> said) {
        try {
            writer.write(Json.write(said));
            writer.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
