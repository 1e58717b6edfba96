package dev.inventory.platform.listing;

import dev.inventory.platform.json.Instants;
import java.util.Locale;
import java.util.Optional;

/** The type of a listed field: how a query parameter becomes its value. */
public enum Kind {
    ID("Enter a whole number.") {
        @Override
        Optional<Object> parse(String text) {
            return wholeNumber(text);
        }
    },
    NUMBER("Enter a whole number.") {
        @Override
        Optional<Object> parse(String text) {
            return wholeNumber(text);
        }
    },
    TEXT("Enter a text without control characters.") {
        @Override
        Optional<Object> parse(String text) {
            return text.chars().anyMatch(Character::isISOControl) ? Optional.empty() : Optional.of(text);
        }
    },
    BOOLEAN("Enter one of 1, true, True, 0, false, False.") {
        @Override
        Optional<Object> parse(String text) {
            return bool(text).map(value -> value);
        }
    },
    INSTANT("Enter a valid date/time, ISO 8601, for example 2024-01-15T08:30:00Z.") {
        @Override
        Optional<Object> parse(String text) {
            return Instants.parse(text).map(value -> value);
        }
    },
    /** More than one value in a field: they are shown, and found by filters that the list declares apart. */
    LIST("Use the filters of this list.") {
        @Override
        Optional<Object> parse(String text) {
            return Optional.empty();
        }
    };

    private final String expectation;

    Kind(String expectation) {
        this.expectation = expectation;
    }

    /** The parameter's value; empty if the text is no value of this kind. */
    abstract Optional<Object> parse(String text);

    /** What a client whose value did not parse is told. */
    public String expectation() {
        return expectation;
    }

    /** A truth value as clients write it in a query: 1, true, 0 or false, in any case. */
    public static Optional<Boolean> bool(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "1", "true" -> Optional.of(true);
            case "0", "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Object> wholeNumber(String text) {
        try {
            return Optional.of(Long.valueOf(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
