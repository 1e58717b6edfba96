package dev.inventory.platform.listing;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the rows of a list are counted already, by some of their columns: as long as a request's conditions are about no
 * others, its count is a sum over few rows.
 *
 * @param entity has these columns and {@code tally}, a number of rows
 * @param columns the entity's columns by the list's paths
 */
record Tally(String entity, Map<String, String> columns) {

    private static final String ALIAS = "c";
    private static final Pattern PATH = Pattern.compile("\\b[a-z]\\w*\\.[A-Za-z][A-Za-z.]*");

    /** The entity's table in SQL. */
    String table() {
        return PlainTable.column(entity);
    }

    /** The query for the sum; empty if a condition is about something else. */
    Optional<String> query(String where) {
        Matcher paths = PATH.matcher(where);
        StringBuilder conditions = new StringBuilder();
        while (paths.find()) {
            String column = columns.get(paths.group());
            if (column == null) {
                return Optional.empty();
            }
            paths.appendReplacement(conditions, ALIAS + "." + column);
        }
        paths.appendTail(conditions);
        return Optional.of("SELECT SUM(" + ALIAS + ".tally) FROM " + entity + " " + ALIAS + conditions);
    }
}
