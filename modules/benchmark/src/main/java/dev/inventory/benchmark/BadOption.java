package dev.inventory.benchmark;

/** The command line asks for what cannot be. The message says why. */
final class BadOption extends Exception {
    BadOption(String message) {
        super(message);
    }
}
