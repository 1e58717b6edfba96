package dev.inventory.auth.internal.access;

import dev.inventory.platform.access.Doorkeeper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets those in whose token was sent a moment ago, by the rules of {@link AuthenticationFilter}. */
@ApplicationScoped
class KnownCallersDoor implements Doorkeeper {

    @Inject
    Authentication authentication;

    @Inject
    KnownCallers known;

    @Inject
    Gate gate;

    @Inject
    RequestIdentity identity;

    @Override
    public boolean letsRead(String path, @Nullable String authorization, String address) {
        Credential credential = Credential.ofHeader(authorization);
        if (!(credential instanceof Credential.Token token) || !known.isRemembered(token.value())) {
            return false; // wrong tokens are counted, once
        }
        Optional<String> guard = gate.guardOf(path);
        Optional<Identity> proved = authentication.identify(credential, address);
        if (guard.isEmpty() || proved.isEmpty()) {
            return false;
        }
        identity.is(proved.get());
        gate.requireOwnPassword(proved.get(), path);
        gate.pass(guard.get(), gate.permission(path, HttpMethod.GET));
        return true;
    }
}
