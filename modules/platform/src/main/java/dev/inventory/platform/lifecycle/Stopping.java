package dev.inventory.platform.lifecycle;

/** The server is about to stop: modules write what they hold in memory and end their work. Fired once. */
public record Stopping() {}
