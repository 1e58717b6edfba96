package dev.inventory.auth.internal.access;

import dev.inventory.platform.failure.Unauthenticated;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a request sends to prove who sends it. */
sealed interface Credential {

    /** Nothing, or nothing that this server knows. */
    record None() implements Credential {}

    /** A user name and a password. */
    record Password(String username, String password) implements Credential {
        @Override
        public String toString() {
            return "Password of " + username;
        }
    }

    /** A token's value. */
    record Token(String value) implements Credential {
        @Override
        public String toString() {
            return "Token";
        }
    }

    /**
     * Reads an {@code Authorization} header: {@code Basic}, {@code Bearer} or {@code Token}, in any case.
     *
     * @throws Unauthenticated if it is one of these and malformed
     */
    static Credential ofHeader(@Nullable String header) {
        String text = header == null ? "" : header.strip();
        int space = text.indexOf(' ');
        String scheme = (space < 0 ? text : text.substring(0, space)).toLowerCase(Locale.ROOT);
        String rest = space < 0 ? "" : text.substring(space + 1).strip();
        return switch (scheme) {
            case "basic" -> basic(rest);
            case "bearer", "token" -> token(rest);
            default -> new None();
        };
    }

    private static Credential token(String value) {
        if (value.isEmpty()) {
            throw new Unauthenticated("Invalid token header. No credentials provided.");
        }
        if (value.chars().anyMatch(Character::isWhitespace)) {
            throw new Unauthenticated("Invalid token header. Token string should not contain spaces.");
        }
        return new Token(value);
    }

    private static Credential basic(String encoded) {
        if (encoded.isEmpty()) {
            throw new Unauthenticated("Invalid basic header. No credentials provided.");
        }
        try {
            String decoded = decode(Base64.getDecoder().decode(encoded));
            int colon = decoded.indexOf(':');
            if (colon >= 0) {
                return new Password(decoded.substring(0, colon), decoded.substring(colon + 1));
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new Unauthenticated("Invalid basic header. Credentials not correctly base64 encoded.");
    }

    /** UTF-8, as we say; else Latin-1, as old clients send it. */
    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
