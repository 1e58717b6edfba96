package dev.inventory.box.internal;

import java.security.SecureRandom;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The ids that clients see and labels carry: eight of a-z and 0-9, told by nothing but chance. */
final class PublicId {

    static final int LENGTH = 8;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final Pattern FORM = Pattern.compile("[a-z0-9]{" + LENGTH + "}");
    /** How many ids there are: 36 to the power of eight. */
    private static final long ALL = 2_821_109_907_456L;

    private static final SecureRandom RANDOM = new SecureRandom();

    private PublicId() {}

    /** Draws ids until one is free. */
    static String free(Predicate<String> taken) {
        String id = draw();
        while (taken.test(id)) {
            id = draw();
        }
        return id;
    }

    static String draw() {
        long number = RANDOM.nextLong(ALL);
        char[] id = new char[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            id[i] = ALPHABET.charAt((int) (number % ALPHABET.length()));
            number /= ALPHABET.length();
        }
        return new String(id);
    }

    /** Whether a text, in lower case, is written as an id is. */
    static boolean isWellFormed(String text) {
        return FORM.matcher(text).matches();
    }
}
