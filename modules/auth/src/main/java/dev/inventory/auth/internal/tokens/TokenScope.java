package dev.inventory.auth.internal.tokens;

import dev.inventory.auth.internal.Role;
import dev.inventory.platform.access.Permission;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A permission of a role under the name that the Box API gave it, {@code BOX_CREATE} for {@code box} and add. Every role
 * has five such names, of which {@code …_GET} and {@code …S_LIST} mean the same; {@code admin} has these two alone.
 */
record TokenScope(String role, Permission permission) {

    private static final Map<String, TokenScope> BY_NAME = byName();

    static Optional<TokenScope> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    static Set<String> names() {
        return BY_NAME.keySet();
    }

    private static Map<String, TokenScope> byName() {
        Map<String, TokenScope> scopes = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            String name = role.name();
            String many = name + (name.endsWith("X") ? "ES" : "S");
            scopes.put(name + "_GET", new TokenScope(role.key(), Permission.VIEW));
            scopes.put(many + "_LIST", new TokenScope(role.key(), Permission.VIEW));
            if (role == Role.ADMIN) {
                continue; // a token with limits gives no rights and no passwords
            }
            scopes.put(name + "_CREATE", new TokenScope(role.key(), Permission.ADD));
            scopes.put(name + "_UPDATE", new TokenScope(role.key(), Permission.CHANGE));
            scopes.put(name + "_DELETE", new TokenScope(role.key(), Permission.DELETE));
        }
        return scopes;
    }
}
