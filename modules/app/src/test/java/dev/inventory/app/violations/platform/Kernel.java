package dev.inventory.app.violations.platform;

import dev.inventory.app.violations.box.internal.BoxManager;

/** A kernel that knows business. */
public class Kernel {
    public BoxManager boxes() {
        return new BoxManager();
    }
}
