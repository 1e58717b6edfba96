package dev.inventory.platform.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** An Office Open XML workbook. A sheet holds 1,048,576 rows; what is more goes on to the next one. */
final class SpreadsheetFile implements ExportFile {

    private static final int MAX_ROWS = 1 << 20;
    private static final int FLUSHED = 1000;

    /** Longest text of a cell; what is longer is cut. */
    private static final int MAX_TEXT = 32_767;

    private final Columns columns;
    private final Workbook workbook;
    private Worksheet sheet;
    private int sheets;
    private int row;

    SpreadsheetFile(OutputStream out, Columns columns) {
        this.columns = columns;
        this.workbook = new Workbook(out, "Inventory", null);
        this.sheet = newSheet();
    }

    private Worksheet newSheet() {
        sheets++;
        Worksheet made = workbook.newWorksheet("Sheet " + sheets);
        row = 0;
        for (int column = 0; column < columns.names().size(); column++) {
            made.inlineString(row, column, columns.names().get(column));
        }
        row = 1;
        return made;
    }

    @Override
    public void append(Map<String, @Nullable Object> fields) throws IOException {
        if (row == MAX_ROWS) {
            sheet.finish();
            sheet = newSheet();
        }
        List<@Nullable Object> values = columns.values(fields);
        for (int column = 0; column < values.size(); column++) {
            Object value = values.get(column);
            if (value instanceof Number number) {
                sheet.value(row, column, number);
            } else if (value instanceof Boolean truth) {
                sheet.value(row, column, truth);
            } else if (value instanceof String text) {
                // in place: a table of all texts would be kept in memory
                sheet.inlineString(row, column, text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text);
            }
        }
        row++;
        if (row % FLUSHED == 0) {
            sheet.flush();
        }
    }

    @Override
    public void close() throws IOException {
        sheet.finish();
        workbook.finish();
    }
}
