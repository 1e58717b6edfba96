package dev.inventory.device.internal.life;

import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Value;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The field {@code status_helpers} of a request. */
public final class HelperNames {

    public static final int MAX = 5;
    public static final int MAX_LENGTH = 100;

    private static final Pattern NAME = Pattern.compile("^[A-Za-z]+");

    private HelperNames() {}

    /** The helpers as they are stored: their names in small letters, each once. Whether they exist is asked later. */
    public static Value<List<String>> read(Body body) {
        Value<List<String>> read = body.texts(LifeChecks.FIELD, MAX, MAX_LENGTH);
        List<String> given = read.orNull();
        if (given != null && given.stream().anyMatch(each -> each.contains(" "))) {
            body.error(LifeChecks.FIELD, "A status helper holds no spaces.");
        }
        return read.map(names -> names.stream()
                .map(each ->
                        NAME.matcher(each).replaceFirst(found -> found.group().toLowerCase(Locale.ROOT)))
                .distinct()
                .toList());
    }
}
