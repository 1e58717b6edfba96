package dev.inventory.auth.internal.access;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who the request in progress comes from; nobody, until the filter has found out. {@link KnownCallers} makes one for each
 * request: where the container does, it searches the class for resources each time.
 */
public class RequestIdentity {

    private final @Nullable KnownCallers known;

    private @Nullable Identity identity;
    private @Nullable Rights rights;

    /** For the container's proxies, which are asked for nothing. */
    protected RequestIdentity() {
        known = null;
    }

    RequestIdentity(KnownCallers known) {
        this.known = known;
    }

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
            read = Objects.requireNonNull(known, "a proxy passes this on").rights(of.userId());
            rights = read;
        }
        return read;
    }
}
