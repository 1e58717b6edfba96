package dev.inventory.auth.internal.access;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which guard ({@code @SecuredBy}) stands before a path, known before JAX-RS looks for a resource: the guard of the
 * resource whose {@code @Path} is the longest prefix of it, segment by segment. The root guards only itself.
 */
final class PathGuards {

    private final List<Entry> entries;

    private record Entry(List<String> template, String guard) {

        boolean matches(List<String> path) {
            if (template.isEmpty() || template.size() > path.size()) {
                return template.isEmpty() && path.isEmpty();
            }
            for (int i = 0; i < template.size(); i++) {
                if (!isVariable(template.get(i)) && !template.get(i).equals(path.get(i))) {
                    return false;
                }
            }
            return true;
        }

        int length() {
            return template.size();
        }

        long literals() {
            return template.stream().filter(segment -> !isVariable(segment)).count();
        }

        private static boolean isVariable(String segment) {
            return segment.startsWith("{");
        }
    }

    /** @param guards the guard for each {@code @Path} of a class */
    PathGuards(Map<String, String> guards) {
        this.entries = guards.entrySet().stream()
                .map(entry -> new Entry(segments(entry.getKey()), entry.getValue()))
                .sorted(Comparator.comparingInt(Entry::length)
                        .thenComparingLong(Entry::literals)
                        .reversed())
                .toList();
    }

    /** The guard of a request's path, given as it was sent, relative to the application; empty for an unknown path. */
    Optional<String> of(String encodedPath) {
        List<String> path = segments(encodedPath);
        return entries.stream()
                .filter(entry -> entry.matches(path))
                .map(Entry::guard)
                .findFirst();
    }

    /** The path's segments: decoded, without matrix parameters, without empty ones. */
    static List<String> segments(String encodedPath) {
        List<String> segments = new ArrayList<>();
        for (String part : encodedPath.split("/")) {
            int semicolon = part.indexOf(';');
            String segment = semicolon < 0 ? part : part.substring(0, semicolon);
            if (!segment.isEmpty()) {
                segments.add(decode(segment));
            }
        }
        return segments;
    }

    private static String decode(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment; // no path of ours, then
        }
    }
}
