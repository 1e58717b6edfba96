package dev.inventory.connection.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.connection.internal.mapping.Configuration;
import dev.inventory.connection.internal.mapping.Mapping;
import dev.inventory.connection.internal.mapping.TargetKind;
import dev.inventory.connection.internal.source.JsonRecord;
import dev.inventory.connection.internal.source.Reading;
import dev.inventory.connection.internal.source.Source;
import dev.inventory.connection.internal.source.SourceFailure;
import dev.inventory.connection.internal.source.Stage;
import dev.inventory.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadAheadTest {

    private static final Mapping MAPPING = Configuration.read(
                    (ObjectNode) Json.read("{\"data_mapping\": {\"item_id\": \"sku\", \"quantity\": \"n\"}}"),
                    TargetKind.ITEMS,
                    false)
            .mapping();

    private final AtomicLong read = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What a test's source does. */
    @FunctionalInterface
    private interface Records {
        boolean to(Reading reading) throws SourceFailure;
    }

    @Test
    void handsOverAllInTheirOrder() throws SourceFailure {
        List<String> taken = new ArrayList<>();
        try (ReadAhead ahead = ReadAhead.of(source(reading -> records(reading, 2_500)), MAPPING)) {
            for (Optional<Batch> batch = next(ahead); batch.isPresent(); batch = next(ahead)) {
                assertThat(batch.get().records()).hasSizeLessThanOrEqualTo(ReadAhead.BATCH);
                batch.get().records().forEach(record -> taken.add(record.externalId()));
            }
            assertThat(ahead.isWhole()).isTrue();
            assertThat(ahead.hasUnnamed()).isFalse();
        }
        assertThat(taken).hasSize(2_500).startsWith("S-0", "S-1").endsWith("S-2499");
    }

    @Test
    void holdsNoMoreThanAFewBatches() throws Exception {
        try (ReadAhead ahead = ReadAhead.of(source(reading -> records(reading, 1_000_000)), MAPPING)) {
            assertThat(next(ahead)).isPresent();
            TimeUnit.MILLISECONDS.sleep(300); // time enough to read all of it
            assertThat(read.get()).isLessThan(10 * ReadAhead.BATCH);
        }
        assertThat(closed.await(0, TimeUnit.SECONDS))
                .as("the source was closed")
                .isTrue();
    }

    @Test
    void namesWhatIsBrokenAndTwice() throws SourceFailure {
        try (ReadAhead ahead = ReadAhead.of(
                source(reading -> {
                    record(reading, "{\"sku\": \"A\", \"n\": 1}");
                    record(reading, "{\"sku\": \"A\", \"n\": 2}");
                    record(reading, "{\"sku\": \"B\", \"n\": \"lots\"}");
                    record(reading, "{\"n\": 3}");
                    return true;
                }),
                MAPPING)) {
            Batch batch = next(ahead).orElseThrow();
            assertThat(batch.records()).singleElement().satisfies(each -> assertThat(each.number(0))
                    .isEqualTo(1));
            assertThat(batch.errors()).extracting(RecordError::record).containsExactly("A", "B", "#4");
            assertThat(next(ahead)).isEmpty();
            assertThat(ahead.hasUnnamed()).isTrue();
        }
    }

    @Test
    void whatCameBeforeAFailureIsNotLost() throws SourceFailure {
        try (ReadAhead ahead = ReadAhead.of(
                source(reading -> {
                    records(reading, 10);
                    throw SourceFailure.lasting(Stage.READ, "Gone");
                }),
                MAPPING)) {
            assertThat(next(ahead).orElseThrow().records()).hasSize(10);
            assertThatThrownBy(() -> next(ahead)).isInstanceOf(SourceFailure.class);
        }
    }

    @Test
    void whatIsWrongWithUsIsNoFailureOfTheSource() {
        try (ReadAhead ahead = ReadAhead.of(
                source(reading -> {
                    throw new IllegalArgumentException("a mistake");
                }),
                MAPPING)) {
            assertThatThrownBy(() -> next(ahead))
                    .isInstanceOf(IllegalStateException.class)
                    .hasRootCauseMessage("a mistake");
        }
    }

    @Test
    void waitsForASilentSourceNoLongerThanSomethingIsWanted() throws SourceFailure {
        AtomicLong asked = new AtomicLong();
        try (ReadAhead ahead = ReadAhead.of(
                source(reading -> {
                    await(closed);
                    return false;
                }),
                MAPPING)) {
            assertThat(ahead.next(() -> asked.incrementAndGet() > 1)).isEmpty();
            assertThat(ahead.isWhole()).isFalse();
        }
    }

    private static Optional<Batch> next(ReadAhead ahead) throws SourceFailure {
        return ahead.next(() -> false);
    }

    private boolean records(Reading reading, int count) throws SourceFailure {
        for (int i = 0; i < count; i++) {
            if (!record(reading, "{\"sku\": \"S-" + i + "\", \"n\": " + i + "}")) {
                return false;
            }
        }
        return true;
    }

    private boolean record(Reading reading, String json) throws SourceFailure {
        return reading.record(new JsonRecord(Json.read(json)), read.incrementAndGet());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Source source(Records records) {
        return new Source() {
            @Override
            public boolean read(Reading reading) throws SourceFailure {
                return records.to(reading);
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
    }
}
