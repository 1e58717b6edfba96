package dev.inventory.platform.listing;

import java.util.List;
import java.util.Locale;

/**
 * The tables of a list in SQL.
 *
 * @param from with the aliases that the list's paths have
 * @param indexes the paths that an index begins with before the id, the longest first
 */
record PlainTable(String from, List<List<String>> indexes) {

    PlainTable {
        indexes = indexes.stream().map(List::copyOf).toList();
    }

    /** The column that a path, or the table that an entity, is in SQL. */
    static String column(String path) {
        StringBuilder column = new StringBuilder(path.length() + 4);
        for (int i = 0; i < path.length(); i++) {
            char letter = path.charAt(i);
            if (Character.isUpperCase(letter)) {
                if (i > 0) {
                    column.append('_');
                }
                column.append(String.valueOf(letter).toLowerCase(Locale.ROOT));
            } else {
                column.append(letter);
            }
        }
        return column.toString();
    }
}
