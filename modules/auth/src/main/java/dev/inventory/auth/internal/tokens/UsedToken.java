package dev.inventory.auth.internal.tokens;

import java.util.Optional;

/** The token that the request in progress was made with; the gate, which found it out, implements this. */
public interface UsedToken {

    /** Empty if it was made with a password, or by nobody. */
    Optional<Tokens.Used> get();
}
