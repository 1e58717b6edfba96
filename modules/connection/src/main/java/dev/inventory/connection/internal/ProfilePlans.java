package dev.inventory.connection.internal;

import dev.inventory.connection.internal.mapping.Configuration;
import dev.inventory.connection.internal.sync.Plans;
import dev.inventory.connection.internal.sync.SyncPlan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Profiles as runs need them. */
@ApplicationScoped
class ProfilePlans implements Plans {

    @Inject
    ConnectionProfiles profiles;

    @Override
    public Optional<SyncPlan> plan(long profileId) {
        return profiles.unsealed(profileId).map(profile -> {
            Configuration configuration = profile.fields().parsed();
            return new SyncPlan(
                    profileId,
                    ConnectionProfile.source(profileId),
                    profile.fields().organization(),
                    profile.fields().target(),
                    configuration,
                    profile.fields().source(configuration, profile.credentials()));
        });
    }
}
