package dev.inventory.platform.export;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.inventory.platform.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON list of the rows as a page shows them. */
final class JsonFile implements ExportFile {

    private final JsonGenerator json;

    JsonFile(OutputStream out) throws IOException {
        json = Json.mapper().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartArray();
    }

    @Override
    public void append(Map<String, @Nullable Object> row) throws IOException {
        json.writeRaw('\n');
        Json.mapper().writeValue(json, row);
    }

    @Override
    public void close() throws IOException {
        json.writeEndArray();
        json.writeRaw('\n');
        json.flush();
    }
}
