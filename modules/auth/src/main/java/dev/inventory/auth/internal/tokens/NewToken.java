package dev.inventory.auth.internal.tokens;

import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Value;
import dev.inventory.platform.network.Networks;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A token that somebody asks for. */
record NewToken(String name, LocalDate expiry, TokenLimits limits) {

    private static final int MOST_NETWORKS = 40;
    private static final int LONGEST_NETWORK = 45;
    private static final int LONGEST_SCOPE = 40;

    private static final String[] READ_ONLY = {
        "id", "token", "user", "created", "last_seen", "in_use", "active", "revoked"
    };

    /**
     * Reads the body. What it does not say is as the minting token has it, or unlimited.
     *
     * @param usual the expiry if none is said
     * @param latest the last expiry that can be given
     * @param inherited the limits of the token that asks; unlimited for a password
     */
    static NewToken read(Body body, LocalDate today, LocalDate usual, LocalDate latest, TokenLimits inherited) {
        Value<String> name = body.text("name", ApiToken.MAX_NAME);
        Value<Instant> expiry = body.instant("expiry").notNull();
        Value<Boolean> writeEnabled = body.bool("write_enabled").notNull();
        List<String> ips = networks(body).orElse(inherited.allowedIps());
        List<String> scopes = scopes(body).orElse(inherited.scopes());
        LocalDate day = Optional.ofNullable(expiry.orNull())
                .map(instant -> LocalDate.ofInstant(instant, ZoneOffset.UTC))
                .orElse(usual);
        if (!day.isAfter(today) || day.isAfter(latest)) {
            body.error("expiry", "Ensure this date is between " + today.plusDays(1) + " and " + latest + ".");
        }
        TokenLimits limits = new TokenLimits(writeEnabled.or(true), ips, scopes);
        body.readOnly(READ_ONLY).finish();
        return new NewToken(name.or(""), day, limits);
    }

    private static Optional<List<String>> networks(Body body) {
        List<String> sent =
                body.words("allowed_ips", MOST_NETWORKS, LONGEST_NETWORK).orNull();
        if (sent == null || sent.isEmpty()) {
            return Optional.empty();
        }
        List<String> networks = new ArrayList<>();
        for (String text : sent) {
            Networks.canonical(text)
                    .ifPresentOrElse(
                            networks::add,
                            () -> body.error("allowed_ips", "\"" + text + "\" is no network such as 10.0.0.0/8."));
        }
        return Optional.of(networks.stream().distinct().toList());
    }

    private static Optional<List<String>> scopes(Body body) {
        List<String> sent =
                body.words("scopes", TokenScope.names().size(), LONGEST_SCOPE).orNull();
        if (sent == null || sent.isEmpty()) {
            return Optional.empty();
        }
        List<String> scopes = new ArrayList<>();
        for (String text : sent) {
            String name = text.toUpperCase(Locale.ROOT);
            if (TokenScope.named(name).isPresent()) {
                scopes.add(name);
            } else {
                body.error(
                        "scopes",
                        "\"" + text + "\" is not a valid choice. Valid choices: "
                                + String.join(", ", TokenScope.names()) + ".");
            }
        }
        return Optional.of(scopes.stream().distinct().sorted().toList());
    }
}
