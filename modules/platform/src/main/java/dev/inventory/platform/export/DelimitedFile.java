package dev.inventory.platform.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CSV as in RFC 4180, with a line of names, in UTF-8; or the same with another separator. */
final class DelimitedFile implements ExportFile {

    private final Columns columns;
    private final Writer text;
    private final CsvWriter csv;

    DelimitedFile(OutputStream out, char separator, Columns columns) {
        this.columns = columns;
        this.text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        this.csv = CsvWriter.builder().fieldSeparator(separator).build(text);
        csv.writeRecord(columns.names());
    }

    @Override
    public void append(Map<String, @Nullable Object> row) {
        List<String> cells =
                columns.values(row).stream().map(DelimitedFile::cell).toList();
        csv.writeRecord(cells);
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof String string ? Formulas.escape(string) : value.toString();
    }

    @Override
    public void close() throws IOException {
        csv.flush();
        text.flush();
    }
}
