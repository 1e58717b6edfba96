package dev.inventory.platform.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Reads one key of MicroProfile Config ({@code inventory.db.url}, environment {@code INVENTORY_DB_URL}) as a typed
 * value. Every method throws {@link IllegalSetting} for a value that does not fit.
 */
public final class Setting {

    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private Setting() {}

    public static Optional<String> text(String key) {
        // By our own class loader: while the server deploys, a thread may have none.
        return ConfigProvider.getConfig(Setting.class.getClassLoader())
                .getOptionalValue(key, String.class)
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    public static String text(String key, String defaultValue) {
        return text(key).orElse(defaultValue);
    }

    public static int integer(String key, int defaultValue, int min, int max) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return defaultValue;
        }
        try {
            int value = Integer.parseInt(text.get());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below, together with the range
        }
        throw new IllegalSetting(key, "'" + text.get() + "' is not a whole number from " + min + " to " + max);
    }

    public static boolean bool(String key, boolean defaultValue) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return defaultValue;
        }
        return switch (text.get().toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw new IllegalSetting(key, "'" + text.get() + "' is neither true nor false");
        };
    }

    /** A length of time, written {@code 250ms}, {@code 30s}, {@code 5m}, {@code 1h}, {@code 90d} or in ISO 8601. */
    public static Duration duration(String key, Duration defaultValue, Duration min, Duration max) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return defaultValue;
        }
        try {
            Duration value = parseDuration(text.get());
            if (value.compareTo(min) >= 0 && value.compareTo(max) <= 0) {
                return value;
            }
        } catch (DateTimeParseException e) {
            // said below, together with the range
        }
        throw new IllegalSetting(
                key, "'" + text.get() + "' is not a length of time from " + min + " to " + max + " (30s, 5m, PT1H)");
    }

    /** A comma-separated list; empty if the key is not set. */
    public static List<String> list(String key) {
        return text(key).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static Duration parseDuration(String text) {
        Matcher matcher = SHORT_DURATION.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Duration.parse(text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
