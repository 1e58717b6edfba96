package dev.inventory.auth.internal.passwords;

import dev.inventory.auth.internal.AuthSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which passwords are taken. Length is what counts; beyond it only what is guessed first is refused. */
public final class PasswordRules {

    /** Longest password, in characters. */
    public static final int MAX_LENGTH = 256;

    private static final int TELLING_NAME = 4;

    /** The most frequent of eight characters or more, without their digits and signs at the end. */
    private static final Set<String> COMMON = Set.of(
            "password",
            "passwort",
            "passw0rd",
            "p@ssword",
            "p@ssw0rd",
            "qwertyui",
            "qwertyuiop",
            "qwertz",
            "qwertzui",
            "qwerty",
            "asdfghjk",
            "asdfghjkl",
            "zxcvbnm",
            "iloveyou",
            "sunshine",
            "princess",
            "football",
            "baseball",
            "welcome",
            "superman",
            "starwars",
            "trustno",
            "whatever",
            "computer",
            "internet",
            "michelle",
            "jennifer",
            "letmein",
            "changeme",
            "changeit",
            "secret",
            "admin",
            "administrator",
            "inventory",
            "root",
            "user",
            "test",
            "default",
            "abcdefgh",
            "abcdefghi",
            "abc",
            "abcd",
            "aaaaaaaa",
            "pass",
            "login",
            "master",
            "dragon",
            "monkey",
            "shadow",
            "access",
            "cisco",
            "public",
            "private",
            "network",
            "1q2w3e4r",
            "1qaz2wsx",
            "q1w2e3r4");

    private PasswordRules() {}

    /** What is wrong with a new password; nothing if it is taken. */
    public static List<String> complaints(String password, String username) {
        List<String> complaints = new ArrayList<>();
        String lower = password.toLowerCase(Locale.ROOT);
        if (password.codePointCount(0, password.length()) < AuthSettings.MIN_PASSWORD_LENGTH) {
            complaints.add("This password is too short. It must contain at least " + AuthSettings.MIN_PASSWORD_LENGTH
                    + " characters.");
        }
        if (isCommon(lower)) {
            complaints.add("This password is too common.");
        }
        if (!password.isEmpty() && password.chars().allMatch(Character::isDigit)) {
            complaints.add("This password is entirely numeric.");
        }
        String name = username.toLowerCase(Locale.ROOT);
        if (name.equals(lower) || (name.length() >= TELLING_NAME && lower.contains(name))) {
            complaints.add("The password is too similar to the username.");
        }
        return complaints;
    }

    private static boolean isCommon(String lower) {
        return COMMON.contains(lower)
                || COMMON.contains(lower.replaceAll("[^a-z]+$", ""))
                || lower.chars().distinct().count() <= 2;
    }
}
