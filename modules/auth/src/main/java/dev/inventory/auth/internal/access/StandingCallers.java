package dev.inventory.auth.internal.access;

import dev.inventory.auth.internal.tokens.ApiToken;
import dev.inventory.auth.internal.users.AppUser;
import dev.inventory.platform.access.Callers;
import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.access.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

/**
 * Judges those whose requests go on for long as {@link Authentication} and {@link Gate} would judge a new request of
 * theirs. All of it comes from {@link KnownCallers}, which forgets at any change: to ask often costs no query.
 */
@ApplicationScoped
class StandingCallers implements Callers {

    @Inject
    RequestIdentity request;

    @Inject
    KnownCallers known;

    @Inject
    Clock clock;

    @Override
    public Standing standing() {
        Identity then = request.identity().orElseThrow(Gate::nobody);
        String hash =
                known.byUsername(then.username()).map(AppUser::passwordHash).orElseThrow(Gate::nobody);
        return (role, permission) ->
                now(then, hash).flatMap(identity -> scope(identity, known.rights(identity.userId()), role, permission));
    }

    /** Who the credential proves now; empty if nobody. */
    private Optional<Identity> now(Identity then, String hash) {
        Optional<AppUser> user = known.byUsername(then.username())
                .filter(same -> same.id() == then.userId())
                .filter(AppUser::isActive)
                .filter(same -> !same.mustChangePassword());
        boolean proved = then.token().isPresent()
                ? known.token(then.token().get().id()).filter(this::isGood).isPresent()
                : user.filter(same -> same.passwordHash().equals(hash)).isPresent();
        return user.filter(same -> proved).map(same -> Identity.of(same, then.token()));
    }

    private boolean isGood(ApiToken token) {
        return !token.isRevoked() && !token.isExpired(clock.instant());
    }

    /** As {@link Gate} has it. */
    static Optional<OrganizationScope> scope(Identity identity, Rights rights, String role, Permission permission) {
        if (!identity.tokenPermits(role, permission)) {
            return Optional.empty();
        }
        if (identity.superuser()) {
            return Optional.of(OrganizationScope.EVERYTHING);
        }
        OrganizationScope scope = rights.scope(role, permission);
        return scope.isEmpty() && !rights.seesEmptyLists(role, permission) ? Optional.empty() : Optional.of(scope);
    }
}
