package dev.inventory.connection.internal.sync;

/** A run was asked for; fired in the transaction that stores it. */
public record SyncRequested(long runId) {}
