package dev.inventory.auth.internal.access;

import dev.inventory.auth.internal.tokens.Tokens;
import dev.inventory.auth.internal.tokens.UsedToken;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.access.SecuredBy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * The caller that all modules ask. Three are told apart: the user that the request has proved to come from; nobody, in a
 * request that has proved nothing, who may do nothing; and the server itself, where there is no request at all.
 */
@ApplicationScoped
public class CurrentCaller implements Caller, UsedToken {

    private static final long SERVER_ID = 0;
    private static final long NOBODYS_ID = -1;

    @Inject
    RequestIdentity request;

    @Override
    public long userId() {
        return isServer() ? SERVER_ID : request.identity().map(Identity::userId).orElse(NOBODYS_ID);
    }

    @Override
    public String username() {
        return isServer()
                ? "system"
                : request.identity().map(Identity::username).orElse("anonymous");
    }

    @Override
    public boolean isSuperuser() {
        return isServer() || request.identity().filter(Identity::mayAll).isPresent();
    }

    @Override
    public OrganizationScope scope(String role, Permission permission) {
        return isServer()
                ? OrganizationScope.EVERYTHING
                : request.identity()
                        .filter(user -> user.tokenPermits(role, permission))
                        .map(user -> scope(user, role, permission))
                        .orElse(OrganizationScope.NOTHING);
    }

    private OrganizationScope scope(Identity user, String role, Permission permission) {
        // Over the own account everybody holds what the token permits.
        return user.superuser() || SecuredBy.SELF.equals(role)
                ? OrganizationScope.EVERYTHING
                : request.rights(user).scope(role, permission);
    }

    @Override
    public Optional<Tokens.Used> get() {
        return isServer() ? Optional.empty() : request.identity().flatMap(Identity::token);
    }

    /** Only where no request context is active: a request whose sender is unknown is never taken for the server. */
    private boolean isServer() {
        try {
            request.identity(); // the proxy throws where there is no request
            return false;
        } catch (ContextNotActiveException e) {
            return true;
        }
    }
}
