package dev.inventory.box.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.form.Form;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a request says, by name. Each parameter is judged when it is asked for, the first that is wrong ends the request:
 * it must be there, once, and hold nothing but letters, digits, white space and {@code _ \ - = / . ,}. Values are trimmed.
 * In JSON texts are texts and numbers are numbers; forms know texts alone.
 */
final class Parameters {

    private static final Pattern LINE = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{Zs}_\\\\\\-=/.,]*");
    private static final Pattern LINES = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{Zs}_\\\\\\-=/.,\\t\\r\\n]*");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final int LONGEST_NUMBER = 18;

    private final Form form;

    private Parameters(Form form) {
        this.form = form;
    }

    /** What a body says; no body says nothing. */
    static Parameters of(@Nullable Form form) {
        return new Parameters(form == null ? Form.EMPTY : form);
    }

    /** What the query string says. */
    static Parameters of(UriInfo uri) {
        return new Parameters(Form.ofQuery(uri.getQueryParameters()));
    }

    /** One value, which came in the path. */
    static Parameters of(String key, String value) {
        return new Parameters(Form.ofQuery(Map.of(key, List.of(value))));
    }

    /** One value for each of some keys. */
    static Parameters of(Map<String, String> values) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        values.forEach((key, value) -> lists.put(key, List.of(value)));
        return new Parameters(Form.ofQuery(lists));
    }

    boolean has(String key) {
        return form.has(key);
    }

    /** Whether a parameter was sent with nothing in it. */
    boolean isBlank(String key) {
        return form.text(key).map(String::isBlank).orElse(false);
    }

    /**
     * The values of a parameter that may come several times, as they were sent and in that order, blank ones too. In JSON
     * they are texts, or objects, which are read as their own JSON.
     */
    List<String> all(String key) {
        require(key);
        boolean sound = form.json(key).map(Parameters::areCodes).orElse(true);
        if (!sound) {
            throw malformed(key);
        }
        return form.texts(key);
    }

    /** The value; empty if the parameter is absent or blank. */
    Optional<String> text(String key, int maxLength) {
        return value(key, LINE, maxLength).filter(text -> !text.isEmpty());
    }

    /** The same for a text of several lines. */
    Optional<String> lines(String key, int maxLength) {
        return value(key, LINES, maxLength).filter(text -> !text.isEmpty());
    }

    String requiredText(String key, int maxLength) {
        require(key);
        return text(key, maxLength).orElseThrow(() -> malformed(key));
    }

    /** The name of a new object: that of a malformed one is not found, say the clients that there are. */
    String newName(String key, int maxLength) {
        require(key);
        return one(key, JsonNode::isTextual)
                .map(String::strip)
                .filter(name -> !name.isEmpty() && name.length() <= maxLength)
                .filter(name -> LINE.matcher(name).matches())
                .orElseThrow(() -> new NotFound(key + " was malformed"));
    }

    /** An id, in lower case. */
    String id(String key) {
        require(key);
        return optionalId(key).orElseThrow(() -> malformed(key));
    }

    /** An id, in lower case; empty if the parameter is absent or blank. */
    Optional<String> optionalId(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        String text = one(key, JsonNode::isTextual).orElseThrow(() -> malformed(key));
        String id = wellFormed(key, text);
        return id.isEmpty() ? Optional.empty() : Optional.of(id);
    }

    /** An id, in lower case; empty if the parameter is absent, blank or malformed. */
    Optional<String> idIfAny(String key) {
        return one(key, JsonNode::isTextual)
                .map(text -> text.strip().toLowerCase(Locale.ROOT))
                .filter(PublicId::isWellFormed);
    }

    /** The ids of one parameter that comes once for each and of one that lists them between commas, each id once. */
    List<String> ids(String key, String listKey) {
        Set<String> ids = new LinkedHashSet<>();
        form.texts(key).forEach(text -> ids.add(wellFormedId(key, text)));
        form.texts(listKey).stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .forEach(text -> ids.add(wellFormedId(listKey, text)));
        return List.copyOf(ids);
    }

    /** A whole number from 0 to the greatest integer. */
    int quantity(String key) {
        require(key);
        String text = one(key, JsonNode::isIntegralNumber)
                .map(String::strip)
                .filter(sent -> !sent.isEmpty() && LINE.matcher(sent).matches())
                .orElseThrow(() -> malformed(key));
        long number = digits(text);
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw Rejected.because(text + " is not a valid integer " + key);
        }
        return (int) number;
    }

    /**
     * How many rows, or from which on: a digit string of any length; too large a number reads as the greatest.
     *
     * @throws Rejected in the words of lists, which speak in the present
     */
    int position(String key, int defaultValue) {
        if (!has(key)) {
            return defaultValue;
        }
        String text = word(key, JsonNode::isIntegralNumber, key + " is malformed");
        if (!DIGITS.matcher(text).matches()) {
            throw Rejected.because(text + " is not a valid integer " + key);
        }
        long number = digits(text);
        return number < 0 || number > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) number;
    }

    /** A parameter that is there, is not blank and has none but the allowed characters; else that sentence. */
    String word(String key, String sentence) {
        return word(key, JsonNode::isTextual, sentence);
    }

    private String word(String key, Predicate<JsonNode> type, String sentence) {
        return one(key, type)
                .map(String::strip)
                .filter(text -> !text.isEmpty() && LINE.matcher(text).matches())
                .orElseThrow(() -> Rejected.because(sentence));
    }

    static Rejected malformed(String key) {
        return Rejected.because(key + " was malformed");
    }

    private void require(String key) {
        if (!has(key)) {
            throw Rejected.because(key + " was not found in request");
        }
    }

    private static boolean areCodes(JsonNode value) {
        Iterable<JsonNode> values = value.isArray() ? value : List.of(value);
        return StreamSupport.stream(values.spliterator(), false).allMatch(each -> each.isTextual() || each.isObject());
    }

    /** The text of a parameter, if it came once and, in JSON, as a value of that type. */
    private Optional<String> one(String key, Predicate<JsonNode> type) {
        boolean sound =
                form.texts(key).size() == 1 && form.json(key).map(type::test).orElse(true);
        return sound ? form.text(key) : Optional.empty();
    }

    private static String wellFormedId(String key, String text) {
        String id = wellFormed(key, text);
        if (id.isEmpty()) {
            throw malformed(key);
        }
        return id;
    }

    /** An id in lower case, or nothing if the text is blank. Line breaks and their kind are no blanks around an id. */
    private static String wellFormed(String key, String text) {
        String id = text.strip().toLowerCase(Locale.ROOT);
        boolean sound = text.chars().noneMatch(Character::isISOControl) && (id.isEmpty() || PublicId.isWellFormed(id));
        if (!sound) {
            throw malformed(key);
        }
        return id;
    }

    private Optional<String> value(String key, Pattern allowed, int maxLength) {
        if (!has(key)) {
            return Optional.empty();
        }
        String text = one(key, JsonNode::isTextual).map(String::strip).orElseThrow(() -> malformed(key));
        if (text.length() > maxLength || !allowed.matcher(text).matches()) {
            throw malformed(key);
        }
        return Optional.of(text);
    }

    /** The number, or -1 if it is none or too long to be read. */
    private static long digits(String text) {
        return DIGITS.matcher(text).matches() && text.length() <= LONGEST_NUMBER ? Long.parseLong(text) : -1;
    }
}
