package dev.inventory.connection.internal.source;

import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes secrets out of what foreign code says: drivers like to print their URL, servers what they were sent. */
public final class Redaction {

    private static final String MASK = "***";
    private static final int MAX_LENGTH = 500;

    /** Shorter ones would take apart every sentence; they are masked where they stand alone. */
    private static final int SHORT = 4;

    private static final Pattern JDBC_URL = Pattern.compile("jdbc:[a-z]+:\\S+");
    private static final Pattern USER_INFO = Pattern.compile("(?<=//)[^/@\\s]+@");
    private static final Pattern NAMED =
            Pattern.compile("(?i)\\b(password|pwd|secret|token|api_?key|authorization)(\\s*[=:]\\s*)[^\\s,;&]+");

    private final List<Pattern> secrets;

    public Redaction(Collection<String> secrets) {
        this.secrets = secrets.stream()
                .filter(secret -> !secret.isBlank())
                .flatMap(secret -> Stream.of(
                        secret,
                        java.net.URLEncoder.encode(secret, java.nio.charset.StandardCharsets.UTF_8),
                        Base64.getEncoder().encodeToString(secret.getBytes(java.nio.charset.StandardCharsets.UTF_8))))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Redaction::pattern)
                .toList();
    }

    private static Pattern pattern(String secret) {
        String quoted = Pattern.quote(secret);
        return Pattern.compile(secret.length() < SHORT ? "(?<!\\w)" + quoted + "(?!\\w)" : quoted);
    }

    /** The text without secrets, on one line, of at most 500 characters. */
    public String clean(@Nullable String text) {
        String clean = text == null ? "" : text;
        for (Pattern secret : secrets) {
            clean = secret.matcher(clean).replaceAll(MASK);
        }
        clean = JDBC_URL.matcher(clean).replaceAll("jdbc:" + MASK);
        clean = USER_INFO.matcher(clean).replaceAll(MASK + "@");
        clean = NAMED.matcher(clean).replaceAll("$1$2" + MASK);
        clean = clean.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return clean.length() > MAX_LENGTH ? clean.substring(0, MAX_LENGTH - 1) + "…" : clean;
    }
}
