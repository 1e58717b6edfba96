package dev.inventory.headlessops.internal.execution;

import dev.inventory.headlessops.Outcome;
import java.time.Instant;

/** A device's outcome on its way into the database. */
record Result(long deviceId, Outcome outcome, int attempts, long durationMillis, Instant finishedAt) {}
