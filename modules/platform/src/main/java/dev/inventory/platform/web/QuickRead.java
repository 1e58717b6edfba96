package dev.inventory.platform.web;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Implemented by modules whose objects are read so often that JAX-RS, with what it makes and looks up for each request,
 * would cost more than the reading. Only GETs out of which nothing special can be read come here, after they were let in;
 * whatever else is answered by the resource, and so is every error.
 */
public interface QuickRead {

    /**
     * A GET without conditions, for JSON.
     *
     * @param path below the application, such as {@code v1/inventory_device/1001/}
     * @param requested where it was sent to
     * @param parameters of the query
     */
    record Asked(String path, URI requested, Map<String, List<String>> parameters) {}

    /**
     * What is answered with 200.
     *
     * @param entity to be written as JSON
     * @param tag the ETag, with its quotes, if it has one
     */
    record Answer(Object entity, @Nullable String tag) {}

    /** Whether this might answer such a path. */
    boolean isAt(String path);

    /**
     * The answer, the same as the resource's; empty if the resource is to answer.
     *
     * @throws dev.inventory.platform.failure.Failure if the resource is to say what is wrong
     */
    Optional<Answer> answer(Asked asked);
}
