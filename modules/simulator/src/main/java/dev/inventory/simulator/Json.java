package dev.inventory.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The little JSON (RFC 8259) that the demo needs: maps, lists, strings, numbers and booleans. Members that are null
 * are left out, in lists as well as in objects.
 */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** Writes maps with string keys, lists, strings, numbers and booleans. */
    static String write(Object value) {
        var out = new StringBuilder();
        append(out, value);
        return out.toString();
    }

    /**
     * Reads an object.
     *
     * @throws IllegalArgumentException when the text is none
     */
    static Map<String, Object> readObject(String text) {
        var reader = new Json(text);
        reader.space();
        reader.expect('{');
        Map<String, Object> object = reader.object();
        reader.space();
        if (reader.at < text.length()) {
            throw reader.bad();
        }
        return object;
    }

    private static void append(StringBuilder out, Object value) {
        if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(separator);
                append(out, entry.getKey());
                out.append(':');
                append(out, entry.getValue());
                separator = ",";
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            String separator = "[";
            for (Object element : list) {
                out.append(separator);
                append(out, element);
                separator = ",";
            }
            out.append(list.isEmpty() ? "[]" : "]");
        } else if (value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            quote(out, value.toString());
        }
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private Map<String, Object> object() {
        var members = new LinkedHashMap<String, Object>();
        if (skip('}')) {
            return members;
        }
        do {
            space();
            expect('"');
            String name = string();
            space();
            expect(':');
            space();
            if (!word("null")) {
                members.put(name, value());
            }
        } while (skip(','));
        expect('}');
        return members;
    }

    private List<Object> array() {
        var elements = new ArrayList<>();
        if (skip(']')) {
            return elements;
        }
        do {
            space();
            if (!word("null")) {
                elements.add(value());
            }
        } while (skip(','));
        expect(']');
        return elements;
    }

    private Object value() {
        if (skip('{')) {
            return object();
        }
        if (skip('[')) {
            return array();
        }
        if (skip('"')) {
            return string();
        }
        if (word("true")) {
            return true;
        }
        if (word("false")) {
            return false;
        }
        return number();
    }

    private Number number() {
        int start = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String digits = text.substring(start, at);
        try {
            if (digits.matches("-?\\d+")) {
                return Long.valueOf(digits);
            }
            return Double.valueOf(digits);
        } catch (NumberFormatException none) {
            throw bad();
        }
    }

    private String string() {
        var out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            out.append(c == '\\' ? escaped() : c);
        }
        throw bad();
    }

    private char escaped() {
        if (at >= text.length()) {
            throw bad();
        }
        char c = text.charAt(at++);
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                at += 4;
                yield (char) Integer.parseInt(text.substring(at - 4, Math.min(at, text.length())), 16);
            }
            default -> c;
        };
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean skip(char c) {
        space();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!skip(c)) {
            throw bad();
        }
    }

    private boolean word(String word) {
        if (text.startsWith(word, at)) {
            at += word.length();
            return true;
        }
        return false;
    }

    private IllegalArgumentException bad() {
        return new IllegalArgumentException(
                "not JSON at " + at + ": " + text.substring(0, Math.min(80, text.length())));
    }
}
