package dev.inventory.device.internal.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** How the devices of a file are written down. */
public enum FileFormat {
    /** RFC 4180 with a line of names, in UTF-8, with or without a byte order mark. */
    CSV("text/csv") {
        @Override
        void rows(InputStream file, Consumer<FileRow> reader) throws IOException {
            delimited(file, ',', reader);
        }
    },
    /** The same, separated by tabs. */
    TSV("text/tab-separated-values") {
        @Override
        void rows(InputStream file, Consumer<FileRow> reader) throws IOException {
            delimited(file, '\t', reader);
        }
    },
    /** A list of objects. */
    JSON("application/json") {
        @Override
        void rows(InputStream file, Consumer<FileRow> reader) throws IOException {
            list(file, reader);
        }
    };

    /** Most rows of one file. */
    public static final int MAX_ROWS = 250_000;

    private static final int MAX_RECORD = 1 << 20;
    private static final ObjectReader ELEMENTS =
            Json.mapper().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String mediaType;

    FileFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    abstract void rows(InputStream file, Consumer<FileRow> reader) throws IOException;

    /**
     * Hands over the rows, one after the other.
     *
     * @throws Rejected if the file is none of this format, has too many rows or columns that nobody knows
     */
    public void read(InputStream file, Consumer<FileRow> reader) throws IOException {
        int[] count = {0};
        rows(file, row -> {
            if (++count[0] > MAX_ROWS) {
                throw Rejected.because("Send at most " + MAX_ROWS + " rows at once.");
            }
            reader.accept(row);
        });
    }

    /** By its name or by its media type. */
    public static Optional<FileFormat> of(String name) {
        String plain = name.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.mediaType.equals(plain)
                        || format.name().toLowerCase(Locale.ROOT).equals(plain))
                .findFirst();
    }

    private static void delimited(InputStream file, char separator, Consumer<FileRow> reader) throws IOException {
        Reader text = new InputStreamReader(file, StandardCharsets.UTF_8.newDecoder());
        FileColumns columns = null;
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(separator)
                .maxBufferSize(MAX_RECORD)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            for (CsvRecord each : records) {
                if (columns == null) {
                    columns = FileColumns.of(each.getFields());
                } else {
                    reader.accept(columns.row((int) each.getStartingLineNumber(), each.getFields()));
                }
            }
        } catch (CsvParseException | UncheckedIOException broken) {
            throw isOfCharacters(broken)
                    ? Rejected.because("The file is not in UTF-8.")
                    : Rejected.because("CSV parse error - " + broken.getMessage());
        } catch (CharacterCodingException wrong) {
            throw Rejected.because("The file is not in UTF-8.");
        }
        if (columns == null) {
            throw Rejected.because("The file is empty: its first line names the columns.");
        }
    }

    private static boolean isOfCharacters(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof CharacterCodingException) {
                return true;
            }
        }
        return false;
    }

    private static void list(InputStream file, Consumer<FileRow> reader) throws IOException {
        try (JsonParser parser = Json.mapper().getFactory().createParser(file)) {
            parser.setCodec(ELEMENTS);
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw Rejected.field("non_field_errors", "Expected a list of items.");
            }
            int number = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                JsonNode element = ELEMENTS.readTree(parser);
                number++;
                reader.accept(
                        element instanceof ObjectNode object
                                ? FileRow.of(number, object)
                                : FileRow.faulty(
                                        number,
                                        Rejected.field("non_field_errors", "Invalid data. Expected a dictionary.")));
            }
            if (parser.nextToken() != null) {
                throw Rejected.because("JSON parse error - there is more after the end of the document");
            }
        } catch (JsonProcessingException broken) {
            throw Rejected.because("JSON parse error - "
                    + broken.getOriginalMessage().lines().findFirst().orElse("malformed")
                    + (broken.getLocation() == null
                            ? ""
                            : ": line " + broken.getLocation().getLineNr()));
        }
    }
}
