package dev.inventory.headlessops.internal;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Results as CSV (RFC 4180), a page in memory at a time. */
final class ResultFile {

    /** What spreadsheets take for the start of a formula. */
    private static final String FORMULA = "=+-@\t\r";

    private ResultFile() {}

    /** @param next the rows after a device's id, the first of which is the next device's; empty at the end */
    static void write(OutputStream out, LongFunction<List<Object[]>> next) throws IOException {
        BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        CsvWriter csv = CsvWriter.builder().build(writer);
        csv.writeRecord(DeviceResults.COLUMNS);
        long after = Long.MIN_VALUE;
        List<Object[]> rows = next.apply(after);
        while (!rows.isEmpty()) {
            for (Object[] row : rows) {
                csv.writeRecord(Arrays.stream(row).map(ResultFile::text).toList());
            }
            after = (Long) rows.get(rows.size() - 1)[0];
            rows = next.apply(after);
        }
        csv.flush();
    }

    /** A number may begin with a minus; a text that does could be a formula in a spreadsheet. */
    static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof java.time.Instant instant) {
            return instant.toString();
        }
        String text = value.toString();
        return value instanceof String && !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
