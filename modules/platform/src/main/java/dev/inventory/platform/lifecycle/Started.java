package dev.inventory.platform.lifecycle;

/** The database is reachable and migrated: modules may start their work. Fired once, outside any transaction. */
public record Started() {}
