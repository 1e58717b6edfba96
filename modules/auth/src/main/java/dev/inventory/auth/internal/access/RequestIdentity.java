package dev.inventory.auth.internal.access;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who the request in progress comes from; nobody, until the filter has found out. */
@RequestScoped
public class RequestIdentity {

    @Inject
    KnownCallers known;

    private @Nullable Identity identity;
    private @Nullable Rights rights;

    void is(Identity proved) {
        identity = proved;
        rights = null;
    }

    Optional<Identity> identity() {
        return Optional.ofNullable(identity);
    }

    /** What the user's groups allow, read when first asked for. Superusers' groups are never asked. */
    Rights rights(Identity of) {
        Rights read = rights;
        if (read == null) {
            read = known.rights(of.userId());
            rights = read;
        }
        return read;
    }
}
