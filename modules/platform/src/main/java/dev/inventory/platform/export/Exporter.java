package dev.inventory.platform.export;

import dev.inventory.platform.listing.Export;
import dev.inventory.platform.listing.Lists;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes a list's rows as they are read, part by part. */
final class Exporter {

    /** Rows that are in memory at a time. */
    private static final int PART = 1000;

    private static final int BUFFER = 64 << 10;

    private final Lists lists;
    private final Export export;

    Exporter(Lists lists, Export export) {
        this.lists = lists;
        this.export = export;
    }

    void write(OutputStream out) throws IOException {
        OutputStream buffered = new BufferedOutputStream(out, BUFFER);
        Lists.Chunk part = lists.firstChunk(export, PART);
        try (ExportFile file = open(buffered, part)) {
            while (true) {
                for (var row : part.rows()) {
                    file.append(row);
                }
                if (part.isLast()) {
                    break;
                }
                part = lists.chunkAfter(export, part, PART);
            }
        }
        buffered.flush();
    }

    /** The first rows show the columns; of a list without any, the fields do. */
    private ExportFile open(OutputStream out, Lists.Chunk first) throws IOException {
        Columns columns = first.rows().isEmpty() ? new Columns(export.query().columns()) : Columns.of(first.rows());
        return switch (export.format()) {
            case CSV -> new DelimitedFile(out, ',', columns);
            case TSV -> new DelimitedFile(out, '\t', columns);
            case XLSX -> new SpreadsheetFile(out, columns);
            case JSON -> new JsonFile(out);
        };
    }
}
