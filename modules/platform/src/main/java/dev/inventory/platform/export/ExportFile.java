package dev.inventory.platform.export;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file that rows are appended to. Closing it writes its end, and leaves the stream open. */
interface ExportFile extends Closeable {

    void append(Map<String, @Nullable Object> row) throws IOException;
}
