package dev.inventory.headlessops.internal.execution;

/**
 * What a name must look like: {@code *} stands for any characters, {@code ?} for one, {@code #} for a digit. No regular
 * expression, of which a client could send one that takes forever.
 */
record NamePattern(String pattern) {

    boolean matches(String name) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (at < name.length()) {
            if (in < pattern.length() && pattern.charAt(in) == '*') {
                star = in++;
                resume = at;
            } else if (in < pattern.length() && fits(pattern.charAt(in), name.charAt(at))) {
                in++;
                at++;
            } else if (star >= 0) {
                in = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (in < pattern.length() && pattern.charAt(in) == '*') {
            in++;
        }
        return in == pattern.length();
    }

    private static boolean fits(char expected, char found) {
        return switch (expected) {
            case '?' -> true;
            case '#' -> found >= '0' && found <= '9';
            default -> expected == found;
        };
    }
}
