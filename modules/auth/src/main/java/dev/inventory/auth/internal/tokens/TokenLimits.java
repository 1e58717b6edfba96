package dev.inventory.auth.internal.tokens;

import dev.inventory.auth.internal.Role;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.network.Networks;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a token may do of what its user may do. */
public final class TokenLimits {

    private final boolean writeEnabled;
    private final List<String> allowedIps;
    private final List<String> scopes;
    private final Networks networks;
    private final Set<TokenScope> permissions;

    /**
     * @param writeEnabled whether it may change anything at all
     * @param allowedIps networks it may be sent from, in canonical CIDR notation; empty for everywhere
     * @param scopes names of the permissions it has; empty for all that its user has
     */
    TokenLimits(boolean writeEnabled, List<String> allowedIps, List<String> scopes) {
        this.writeEnabled = writeEnabled;
        this.allowedIps = List.copyOf(allowedIps);
        this.scopes = List.copyOf(scopes);
        this.networks = Networks.of(allowedIps);
        this.permissions = new HashSet<>();
        scopes.forEach(name -> TokenScope.named(name).ifPresent(permissions::add));
    }

    boolean writeEnabled() {
        return writeEnabled;
    }

    List<String> allowedIps() {
        return allowedIps;
    }

    List<String> scopes() {
        return scopes;
    }

    /** Whether it can do less than its user in any way. */
    public boolean isRestricted() {
        return !writeEnabled || isScoped() || !allowedIps.isEmpty();
    }

    /** Whether it has named permissions only. */
    public boolean isScoped() {
        return !scopes.isEmpty();
    }

    /** Whether it may be sent from there. */
    public boolean permitsAddress(String address) {
        return allowedIps.isEmpty() || networks.contains(address);
    }

    /**
     * Whether it leaves its user a permission.
     *
     * @param guard a role, or {@link SecuredBy#SELF} for what is about the caller's own account
     */
    public boolean permits(String guard, Permission permission) {
        if (permission != Permission.VIEW && (!writeEnabled || (isRestricted() && gives(guard)))) {
            return false;
        }
        if (!isScoped()) {
            return true;
        }
        return SecuredBy.SELF.equals(guard)
                ? permission == Permission.VIEW
                : permissions.contains(new TokenScope(guard, permission));
    }

    /** Whether behind this guard rights and passwords are given, by which a token could get around its own limits. */
    private static boolean gives(String guard) {
        return Role.ADMIN.key().equals(guard);
    }

    /** Whether everything that these limits permit is permitted by the others, too. */
    boolean isWithin(TokenLimits others) {
        boolean addresses = others.allowedIps.isEmpty()
                || (!allowedIps.isEmpty() && allowedIps.stream().allMatch(others.networks::contains));
        boolean permitted = !others.isScoped() || (isScoped() && containsAll(others.permissions, permissions));
        return (others.writeEnabled || !writeEnabled) && addresses && permitted;
    }

    private static boolean containsAll(Collection<TokenScope> all, Collection<TokenScope> some) {
        return all.containsAll(some);
    }
}
