package dev.inventory.box.internal.labels;

import dev.inventory.box.internal.html.Markup;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * What is stuck onto a box or an item: a QR code of its permalink, its name and its id.
 *
 * @param kind what it is stuck onto, such as Box
 * @param name as people call it
 * @param id as the API calls it
 * @param permalink the address in the QR code
 */
public record Label(String kind, String name, String id, URI permalink) {

    private static final int WIDTH = 300;
    private static final int HEIGHT = 180;
    private static final int CODE = 156;
    private static final int TEXT_X = 160;
    private static final int TEXT_WIDTH = WIDTH - TEXT_X - 8;
    private static final int FIRST_LINE = 62;
    private static final int LINE_HEIGHT = 20;
    private static final int MOST_LINES = 4;

    /** About as wide as a letter is at the size of the name, in the drawing's units. */
    private static final int NARROW = 9;

    private static final int BROAD = 13;
    private static final int FULL = 17;
    private static final int FIRST_FULL = 0x2E80;

    /** An SVG document of 50 x 30 mm, which needs no font or style from elsewhere. */
    public String svg() {
        QrCode code = new QrCode(permalink.toString());
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"50mm\" height=\"30mm\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(HEIGHT)
                .append("\" role=\"img\" aria-labelledby=\"title-")
                .append(id)
                .append(" desc-")
                .append(id)
                .append("\">");
        svg.append("<title id=\"title-")
                .append(id)
                .append("\">")
                .append(Markup.escape(kind + " " + name))
                .append("</title><desc id=\"desc-")
                .append(id)
                .append("\">")
                .append(Markup.escape("Label with a QR code of " + permalink))
                .append("</desc>");
        svg.append("<rect width=\"").append(WIDTH).append("\" height=\"").append(HEIGHT);
        svg.append("\" fill=\"#fff\"/>");
        svg.append("<svg y=\"").append((HEIGHT - CODE) / 2);
        svg.append("\" width=\"").append(CODE).append("\" height=\"").append(CODE);
        svg.append("\" viewBox=\"0 0 ").append(code.size()).append(' ').append(code.size());
        svg.append("\" shape-rendering=\"crispEdges\"><path fill=\"#000\" d=\"");
        svg.append(code.path()).append("\"/></svg>");
        svg.append("<g fill=\"#000\" font-family=\"Helvetica, Arial, sans-serif\">");
        text(svg, FIRST_LINE - LINE_HEIGHT - 4, "font-size=\"12\"", kind);
        List<String> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            text(svg, FIRST_LINE + i * LINE_HEIGHT, "font-size=\"16\" font-weight=\"bold\"", lines.get(i));
        }
        text(svg, HEIGHT - 32, "font-size=\"18\" font-family=\"Courier New, monospace\"", id);
        return svg.append("</g></svg>").toString();
    }

    /** The QR code alone, as a PNG: what prints it sets the text in its own fonts. */
    public byte[] png() {
        return new QrCode(permalink.toString()).png();
    }

    private static void text(StringBuilder svg, int y, String font, String line) {
        svg.append("<text x=\"").append(TEXT_X).append("\" y=\"").append(y).append("\" ");
        svg.append(font).append('>').append(Markup.escape(line)).append("</text>");
    }

    /** The name in lines that fit, broken between words where that is possible; an ellipsis where it is too long. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : name.strip().split("\\s+")) {
            if (!line.isEmpty() && width(line + " " + word) > TEXT_WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            if (!line.isEmpty()) {
                line.append(' ');
            }
            for (int c : word.codePoints().toArray()) {
                if (width(line + Character.toString(c)) > TEXT_WIDTH) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.appendCodePoint(c);
            }
        }
        lines.add(line.toString());
        if (lines.size() <= MOST_LINES) {
            return lines;
        }
        List<String> kept = new ArrayList<>(lines.subList(0, MOST_LINES - 1));
        String last = lines.get(MOST_LINES - 1);
        while (width(last + "…") > TEXT_WIDTH) {
            last = last.substring(0, last.offsetByCodePoints(last.length(), -1));
        }
        kept.add(last + "…");
        return kept;
    }

    private static int width(String text) {
        return text.codePoints()
                .map(c -> c >= FIRST_FULL ? FULL : Character.isUpperCase(c) || c == 'm' || c == 'w' ? BROAD : NARROW)
                .sum();
    }
}
