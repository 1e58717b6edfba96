package dev.inventory.platform.json;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One field of a {@link Body} as it was read. A field that is wrong has already been noted in the body's errors and
 * reads as absent, so that all wrong fields are told at once.
 *
 * @param <T> the field's type
 */
public final class Value<T> {

    private final Body body;
    private final String name;
    private final boolean present;
    private final boolean faulty;
    private final @Nullable T value;

    private Value(Body body, String name, boolean present, boolean faulty, @Nullable T value) {
        this.body = body;
        this.name = name;
        this.present = present;
        this.faulty = faulty;
        this.value = value;
    }

    static <T> Value<T> absent(Body body, String name) {
        return new Value<>(body, name, false, false, null);
    }

    static <T> Value<T> faulty(Body body, String name) {
        return new Value<>(body, name, true, true, null);
    }

    static <T> Value<T> of(Body body, String name, @Nullable T value) {
        return new Value<>(body, name, true, false, value);
    }

    /** Notes an error unless the field is there and holds something. */
    public Value<T> required() {
        if (!present) {
            body.error(name, "This field is required.");
        } else {
            notNull();
        }
        return this;
    }

    /** Notes an error if the field is there and null (or, as a text, blank). */
    public Value<T> notNull() {
        if (present && !faulty && value == null) {
            body.error(name, body.isJsonNull(name) ? "This field may not be null." : "This field may not be blank.");
        }
        return this;
    }

    /** The same field with its value turned into something else, where it has one. */
    public <R> Value<R> map(Function<? super T, ? extends R> to) {
        return new Value<>(body, name, present, faulty, value == null ? null : to.apply(value));
    }

    /** Whether the field was sent at all, be it null. */
    public boolean isPresent() {
        return present;
    }

    /** The value of a field that {@link Body#finish} has let pass as required. */
    public T get() {
        if (value == null) {
            throw new IllegalStateException(name + " was not required or the body not finished");
        }
        return value;
    }

    /** The value, or null if the field is absent, null or blank. */
    public @Nullable T orNull() {
        return value;
    }

    /** The value, or the default if the field is absent, null or blank. */
    public T or(T defaultValue) {
        return value == null ? defaultValue : value;
    }

    /** What was sent, null included; the current value if nothing was sent. For PATCH. */
    public @Nullable T orKeep(Supplier<? extends @Nullable T> current) {
        return present ? value : current.get();
    }
}
