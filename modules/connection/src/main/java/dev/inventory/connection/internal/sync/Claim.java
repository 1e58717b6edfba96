package dev.inventory.connection.internal.sync;

/** The right to work on a run. Everything that is written carries the fence; whoever has an older one writes nothing. */
record Claim(long runId, long profileId, long fence, boolean dryRun) {}
