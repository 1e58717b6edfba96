package dev.inventory.platform.listing;

import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.util.RawValue;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.inventory.platform.json.Json;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The rows of first pages as they were written last. They are no answer by themselves: only while the page has the very
 * same rows in the same versions, which is asked for each time, they need not be read and written again. So
 * nothing stale is served; and whose page it is, is in its place.
 */
@ApplicationScoped
class KnownPages {

    /** Some 500 pages of 50 devices. */
    private static final long MOST_OCTETS = 16 << 20;

    /** No transaction's number comes again so soon. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Of the place, the objects that are nested, and the entry itself. */
    private static final int OVERHEAD_OCTETS = 2_000;

    @Inject
    MetricRegistry metrics;

    private @Nullable Counter unchanged;

    private final Cache<PagePlace, Known> pages = Caffeine.newBuilder()
            .maximumWeight(MOST_OCTETS)
            .weigher((PagePlace place, Known page) -> page.octets())
            .expireAfterWrite(LONGEST)
            .build();

    /**
     * A page.
     *
     * @param count of all rows there were then
     * @param versions of its rows
     * @param nested the objects that stand in them for ids
     * @param more whether there is a next page
     * @param text the rows as JSON
     */
    record Known(long count, String versions, Map<String, Map<Long, ?>> nested, boolean more, SerializedString text) {

        /** The rows as they are. */
        static Known of(
                long count,
                String versions,
                Map<String, Map<Long, ?>> nested,
                boolean more,
                List<Map<String, @Nullable Object>> rows) {
            return new Known(count, versions, nested, more, new SerializedString(Json.write(rows)));
        }

        RawValue rows() {
            return new RawValue(text);
        }

        private int octets() {
            return OVERHEAD_OCTETS + 2 * (versions.length() + text.getValue().length()) + text.asUnquotedUTF8().length;
        }
    }

    @PostConstruct
    void count() {
        unchanged = metrics.counter("inventory_unchanged_pages_total");
    }

    Optional<Known> get(PagePlace place) {
        return Optional.ofNullable(pages.getIfPresent(place));
    }

    /** Counts a page that has turned out to be as it is known. */
    void countUnchanged() {
        Objects.requireNonNull(unchanged, "initialised by the container").inc();
    }

    void put(PagePlace place, Known page) {
        pages.put(place, page);
    }
}
