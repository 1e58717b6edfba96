package dev.inventory.platform.listing;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tables of a list in SQL.
 *
 * @param from with the aliases that the list's paths have
 * @param aliases all of them, the list's own first
 * @param names of the tables, in the order of the aliases
 * @param indexes the paths that an index begins with before the id, the longest first
 */
record PlainTable(String from, List<String> aliases, List<String> names, List<List<String>> indexes) {

    PlainTable {
        aliases = List.copyOf(aliases);
        names = List.copyOf(names);
        indexes = indexes.stream().map(List::copyOf).toList();
    }

    PlainTable(String from, List<String> aliases, List<List<String>> indexes) {
        this(from, aliases, aliases.stream().map(alias -> name(from, alias)).toList(), indexes);
    }

    /** The word before the alias. */
    private static String name(String from, String alias) {
        Matcher name = Pattern.compile("(\\w+) " + alias + "\\b").matcher(from);
        if (!name.find()) {
            throw new IllegalArgumentException("No table has the alias " + alias + ": " + from);
        }
        return name.group(1);
    }

    /**
     * An expression of PostgreSQL that says which row it is and in which of its versions, of all tables: a row that is
     * changed has another xmin, and nobody sees two versions of one transaction.
     */
    String version() {
        return aliases.stream()
                .map(alias -> alias + ".xmin")
                .collect(Collectors.joining(" || ' ' || ", aliases.get(0) + ".id || ' ' || ", ""));
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
