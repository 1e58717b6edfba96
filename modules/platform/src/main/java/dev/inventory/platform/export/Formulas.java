package dev.inventory.platform.export;

/**
 * Keeps spreadsheets from executing what users wrote: a text that would begin a formula gets an apostrophe before it, and
 * so does one that begins with an apostrophe, so that the text can be had back.
 */
public final class Formulas {

    private static final String DANGEROUS = "=+-@\t\r'";

    private Formulas() {}

    /** The text as a cell of a delimited file. */
    static String escape(String text) {
        return begins(text) ? "'" + text : text;
    }

    /** The text of such a cell. */
    public static String unescape(String cell) {
        return cell.startsWith("'") && begins(cell.substring(1)) ? cell.substring(1) : cell;
    }

    private static boolean begins(String text) {
        return !text.isEmpty() && DANGEROUS.indexOf(text.charAt(0)) >= 0;
    }
}
