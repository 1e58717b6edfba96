package dev.inventory.box.internal.labels;

import dev.inventory.box.internal.html.Markup;
import dev.inventory.box.internal.html.Page;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Many labels on A4 paper, printed from the browser. What is said beside them is seen on the screen alone.
 *
 * @param columns labels in a row, 1 to {@link #MOST_COLUMNS}
 */
public record LabelSheet(List<Label> labels, int columns) {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\.\\d+){3}|\\[::1]");

    /** Where the modules of a code are still wide enough to be read. */
    public static final int MOST_COLUMNS = 5;

    public LabelSheet {
        labels = List.copyOf(labels);
    }

    public Page page() {
        StringBuilder body = new StringBuilder("<p class=\"screen\">");
        body.append(labels.size()).append(labels.size() == 1 ? " label" : " labels");
        body.append(". Print this page on A4, at 100 %.");
        labels.stream().findFirst().ifPresent(first -> address(body, first.permalink()));
        body.append("</p>\n<main class=\"sheet columns-").append(columns).append("\">\n");
        labels.forEach(label -> body.append("<div>").append(label.svg()).append("</div>\n"));
        return new Page("Labels", body.append("</main>\n").toString());
    }

    /** What is printed cannot be changed: whoever prints should see where the codes lead before. */
    private static void address(StringBuilder body, URI permalink) {
        body.append(" The codes lead to ")
                .append(Markup.escape(permalink.resolve("/").toString()))
                .append('.');
        if (LOOPBACK.matcher(String.valueOf(permalink.getHost())).matches()) {
            body.append(" <strong>That is an address of this machine alone: set INVENTORY_PUBLIC_URL before you")
                    .append(" print.</strong>");
        }
    }
}
