package dev.inventory.auth.internal.access;

import dev.inventory.platform.web.PathTemplate;
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

    private record Entry(PathTemplate template, String guard) {}

    /** @param guards the guard for each {@code @Path} of a class */
    PathGuards(Map<String, String> guards) {
        this.entries = guards.entrySet().stream()
                .map(entry -> new Entry(PathTemplate.of(entry.getKey()), entry.getValue()))
                .sorted(Comparator.comparingInt((Entry entry) -> entry.template.length())
                        .thenComparingLong(entry -> entry.template.literals())
                        .reversed())
                .toList();
    }

    /** The guard of a request's path, given as it was sent, relative to the application; empty for an unknown path. */
    Optional<String> of(String encodedPath) {
        List<String> path = PathTemplate.segments(encodedPath);
        for (Entry entry : entries) { // of every request: no stream
            if (entry.template.isPrefixOf(path)) {
                return Optional.of(entry.guard);
            }
        }
        return Optional.empty();
    }
}
