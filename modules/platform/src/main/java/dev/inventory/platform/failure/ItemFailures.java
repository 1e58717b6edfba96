package dev.inventory.platform.failure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Some of the objects of one request cannot be written, so none is. */
public final class ItemFailures extends Failure {

    private static final int BAD_REQUEST = 400;

    private final transient List<Map<String, Object>> errors;

    private ItemFailures(int status, List<Map<String, Object>> errors) {
        super(status, "Some of the items cannot be written: " + errors);
        this.errors = errors;
    }

    /**
     * The failures of a request. The status is theirs if they share one, else 400.
     *
     * @param failures one entry for each item, in the request's order; empty for an item that is sound
     */
    public static ItemFailures of(List<Optional<Failure>> failures) {
        Set<Integer> statuses =
                failures.stream().flatMap(Optional::stream).map(Failure::status).collect(Collectors.toSet());
        return new ItemFailures(
                statuses.size() == 1 ? statuses.iterator().next() : BAD_REQUEST,
                failures.stream()
                        .map(failure -> failure.map(Failure::errors).orElse(Map.of()))
                        .toList());
    }

    /** The errors by item, in the request's order; an empty map for an item that is sound. */
    public List<Map<String, Object>> items() {
        return errors;
    }
}
