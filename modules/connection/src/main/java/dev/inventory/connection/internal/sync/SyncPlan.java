package dev.inventory.connection.internal.sync;

import dev.inventory.connection.internal.mapping.Configuration;
import dev.inventory.connection.internal.mapping.TargetKind;
import dev.inventory.connection.internal.source.SourceSettings;

/**
 * All that a run needs to know of its profile.
 *
 * @param source names the profile's objects in the target
 */
public record SyncPlan(
        long profileId,
        String source,
        long organization,
        TargetKind target,
        Configuration configuration,
        SourceSettings settings) {}
