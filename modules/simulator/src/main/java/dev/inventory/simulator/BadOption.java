package dev.inventory.simulator;

/** A command line that cannot be followed; the message says why in one line. */
final class BadOption extends Exception {
    private static final long serialVersionUID = 1;

    BadOption(String message) {
        super(message);
    }
}
