package dev.inventory.auth.internal;

import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Value;
import java.util.regex.Pattern;

/** Reads e-mail addresses: only what surely is none is refused. */
public final class EmailAddress {

    /** Longest address (RFC 5321). */
    public static final int MAX_LENGTH = 254;

    private static final Pattern ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+");

    private EmailAddress() {}

    /** The body's field; an error is noted if it holds something else than an address. */
    public static Value<String> read(Body body, String name) {
        Value<String> value = body.text(name, MAX_LENGTH);
        String text = value.orNull();
        if (text != null && !ADDRESS.matcher(text).matches()) {
            body.error(name, "Enter a valid email address.");
        }
        return value;
    }
}
