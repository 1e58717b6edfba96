package dev.inventory.app.violations.app.database;

import dev.inventory.app.violations.platform.Kernel;

/** A data source that needs what only the WAR has. */
public class Source {
    public Kernel kernel() {
        return new Kernel();
    }
}
