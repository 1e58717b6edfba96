package dev.inventory.headlessops.internal.execution;

import java.time.Instant;

/** A device that is tried again later. */
record Retry(long deviceId, Instant at) {}
