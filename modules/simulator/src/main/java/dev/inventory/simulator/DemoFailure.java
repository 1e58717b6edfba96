package dev.inventory.simulator;

/** Why the demo's network could not be registered, in one line. */
final class DemoFailure extends Exception {
    private static final long serialVersionUID = 1;

    DemoFailure(String message) {
        super(message);
    }
}
