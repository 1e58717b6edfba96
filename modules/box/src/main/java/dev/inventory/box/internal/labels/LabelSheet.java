package dev.inventory.box.internal.labels;

import dev.inventory.box.internal.html.Page;
import java.util.List;

/**
 * Many labels on A4 paper, printed from the browser.
 *
 * @param columns labels in a row, 1 to {@link #MOST_COLUMNS}
 */
public record LabelSheet(List<Label> labels, int columns) {

    /** Where the modules of a code are still wide enough to be read. */
    public static final int MOST_COLUMNS = 5;

    public LabelSheet {
        labels = List.copyOf(labels);
    }

    public Page page() {
        StringBuilder body = new StringBuilder("<p class=\"screen\">");
        body.append(labels.size()).append(labels.size() == 1 ? " label" : " labels");
        body.append(". Print this page on A4, at 100 %.</p>\n<main class=\"sheet columns-")
                .append(columns)
                .append("\">\n");
        labels.forEach(label -> body.append("<div>").append(label.svg()).append("</div>\n"));
        return new Page("Labels", body.append("</main>\n").toString());
    }
}
