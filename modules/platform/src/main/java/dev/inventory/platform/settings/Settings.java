package dev.inventory.platform.settings;

/**
 * Marks a module's settings bean. The application makes every one of them before anything else starts, so that a bad
 * value ends the start with one line.
 */
public interface Settings {

    /** Does nothing; the call alone makes the container create the bean, which reads its keys. */
    default void read() {}
}
