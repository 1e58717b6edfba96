package dev.inventory.platform.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A path of resources, such as {@code v1/organization/{id}}, segment by segment. What stands in braces is a variable and
 * matches any one segment.
 *
 * @param segments the parts between slashes; a variable is written {@code {}}
 */
public record PathTemplate(List<String> segments) {

    private static final String VARIABLE = "{}";

    public PathTemplate {
        segments = List.copyOf(segments);
    }

    /** Reads what {@code @Path} says, of a class and of a method. */
    public static PathTemplate of(String... paths) {
        List<String> segments = new ArrayList<>();
        for (String path : paths) {
            // A variable's pattern may hold slashes; ours never do.
            for (String part : path.split("/")) {
                if (!part.isEmpty()) {
                    segments.add(part.startsWith("{") ? VARIABLE : part);
                }
            }
        }
        return new PathTemplate(segments);
    }

    /** A request's path in segments: decoded, without matrix parameters, without empty ones. */
    public static List<String> segments(String encodedPath) {
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

    /** Whether it is a template of this very path. */
    public boolean matches(List<String> path) {
        return segments.size() == path.size() && startsAlike(path);
    }

    /** Whether it is a template of this path or of one that the path lies below. The root has nothing below it. */
    public boolean isPrefixOf(List<String> path) {
        return segments.isEmpty() ? path.isEmpty() : segments.size() <= path.size() && startsAlike(path);
    }

    public int length() {
        return segments.size();
    }

    /** How many segments are fixed words: of two templates that match, the one with more of them is meant. */
    public long literals() {
        return segments.stream().filter(segment -> !VARIABLE.equals(segment)).count();
    }

    private boolean startsAlike(List<String> path) {
        for (int i = 0; i < segments.size(); i++) {
            if (!VARIABLE.equals(segments.get(i)) && !segments.get(i).equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static String decode(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment; // no path of ours, then
        }
    }
}
