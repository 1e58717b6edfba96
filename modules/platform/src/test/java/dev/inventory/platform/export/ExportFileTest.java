package dev.inventory.platform.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.platform.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportFileTest {

    private static final List<Map<String, @Nullable Object>> ROWS = List.of(
            row(1L, "Core, \"first\"", true, Instant.parse("2024-01-15T08:30:00Z")),
            row(2L, "=HYPERLINK(\"x\")", false, null));

    @TempDir
    Path directory;

    private interface Opening {
        ExportFile open(OutputStream out) throws IOException;
    }

    private static Map<String, @Nullable Object> row(long id, String name, boolean up, @Nullable Instant seen) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", id);
        row.put("name", name);
        row.put("type", Map.of("id", 5L));
        row.put("up", up);
        row.put("seen", seen);
        row.put("users", List.of(3L, 4L));
        return row;
    }

    private static byte[] written(Opening opening) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ExportFile file = opening.open(out)) {
            for (Map<String, @Nullable Object> row : ROWS) {
                file.append(row);
            }
        }
        return out.toByteArray();
    }

    @Test
    void anObjectThatOnlySomeRowsHaveIsShownByItsFields() {
        Map<String, @Nullable Object> without = new LinkedHashMap<>();
        without.put("id", 1L);
        without.put("conflict", null);

        Columns columns = Columns.of(List.of(without, Map.of("id", 2L, "conflict", Map.of("told", "X"))));

        assertThat(columns.names()).containsExactly("id", "conflict.told");
        assertThat(columns.values(without)).containsExactly(1L, null);
    }

    @Test
    void writesCommaSeparatedValues() throws IOException {
        byte[] csv = written(out -> new DelimitedFile(out, ',', Columns.of(ROWS)));

        assertThat(new String(csv, StandardCharsets.UTF_8)).isEqualTo("""
                        id,name,type.id,up,seen,users
                        1,"Core, ""first""\",5,true,2024-01-15T08:30:00Z,"[3,4]"
                        2,"'=HYPERLINK(""x"")",5,false,,"[3,4]"
                        """.replace("\n", "\r\n"));
    }

    @Test
    void writesTabSeparatedValues() throws IOException {
        byte[] tsv = written(out -> new DelimitedFile(out, '\t', Columns.of(ROWS)));

        assertThat(new String(tsv, StandardCharsets.UTF_8)).startsWith("id\tname\ttype.id\tup\tseen\tusers\r\n1\t");
    }

    @Test
    void writesJson() throws IOException {
        byte[] json = written(JsonFile::new);

        assertThat(Json.read(new String(json, StandardCharsets.UTF_8))).isEqualTo(Json.read(Json.write(ROWS)));
    }

    @Test
    void writesAWorkbook() throws IOException {
        byte[] xlsx = written(out -> new SpreadsheetFile(out, Columns.of(ROWS)));

        String sheet = entry(xlsx, "xl/worksheets/sheet1.xml");
        assertThat(sheet)
                .contains("<t>name</t>", "<t>type.id</t>")
                .contains("<t>Core, &quot;first&quot;</t>")
                // a text, not a formula
                .contains("<t>=HYPERLINK(&quot;x&quot;)</t>")
                .contains("t=\"b\"><v>1</v>")
                .contains("<v>5</v>")
                .doesNotContain("<f>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+49 30", "-", "@x", "\tx", "'quoted'", "'=x", "plain", "", "a=b"})
    void textsComeBackFromTheirCells(String text) {
        String cell = Formulas.escape(text);

        assertThat(Formulas.unescape(cell)).isEqualTo(text);
        if (!cell.isEmpty()) {
            assertThat("=+-@\t").doesNotContain(cell.substring(0, 1));
        }
    }

    /** By the directory at its end, as spreadsheets read it. */
    private String entry(byte[] zip, String name) throws IOException {
        Path file = Files.write(directory.resolve("book.xlsx"), zip);
        try (ZipFile book = new ZipFile(file.toFile())) {
            return new String(book.getInputStream(book.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
