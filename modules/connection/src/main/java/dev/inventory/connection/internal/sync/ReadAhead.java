package dev.inventory.connection.internal.sync;

import dev.inventory.connection.internal.mapping.Mapped;
import dev.inventory.connection.internal.mapping.Mapping;
import dev.inventory.connection.internal.mapping.MappingFailure;
import dev.inventory.connection.internal.source.Reading;
import dev.inventory.connection.internal.source.Source;
import dev.inventory.connection.internal.source.SourceFailure;
import dev.inventory.connection.internal.source.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Reads and maps a source on a thread of its own, a few batches ahead of who writes them: neither the source nor our
 * database waits while the other works. The thread touches nothing of the container's; it ends with the source, or soon
 * after this was closed.
 */
final class ReadAhead implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ReadAhead.class.getName());

    /** Records in one batch, those that cannot be taken among them. */
    static final int BATCH = 2000;

    /** So few that what is held does not grow with the source. */
    private static final int AHEAD = 3;

    /** Between two looks at whether anybody still waits. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Source source;
    private final Mapping mapping;
    private final BlockingQueue<Step> steps = new ArrayBlockingQueue<>(AHEAD);
    private final Thread thread;
    private volatile boolean closed;
    private boolean whole;
    private boolean unnamed;

    /** What the reader hands over: a batch, or at last how it ended. */
    private sealed interface Step {}

    private record Read(Batch batch) implements Step {}

    private record End(boolean whole, boolean unnamed) implements Step {}

    private record Failed(SourceFailure failure) implements Step {}

    private record Broken(Throwable failure) implements Step {}

    /** Nobody waits for what is read any more. */
    private static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private ReadAhead(Source source, Mapping mapping) {
        this.source = source;
        this.mapping = mapping;
        this.thread = new Thread(this::read, "connection-reading");
        thread.setDaemon(true);
        thread.setContextClassLoader(ReadAhead.class.getClassLoader());
    }

    static ReadAhead of(Source source, Mapping mapping) {
        ReadAhead ahead = new ReadAhead(source, mapping);
        ahead.thread.start();
        return ahead;
    }

    /**
     * Waits for the next batch.
     *
     * @param enough asked again and again meanwhile: whether nothing is wanted any more
     * @return empty after the last one, or if nothing is wanted
     * @throws SourceFailure after the last one, if the source could not be read to its end
     */
    Optional<Batch> next(BooleanSupplier enough) throws SourceFailure {
        Step step = null;
        try {
            while (step == null) {
                if (enough.getAsBoolean()) {
                    return Optional.empty();
                }
                step = steps.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the source", e);
        }
        if (step instanceof Read read) {
            return Optional.of(read.batch());
        }
        if (step instanceof Failed failed) {
            throw failed.failure();
        }
        if (step instanceof Broken broken) {
            throw new IllegalStateException("Reading the source failed", broken.failure());
        }
        End end = (End) step;
        whole = end.whole();
        unnamed = end.unnamed();
        return Optional.empty();
    }

    /** After the last batch: whether all of the source was read. */
    boolean isWhole() {
        return whole;
    }

    /** After the last batch: whether something was broken of which it is not known which record it is. */
    boolean hasUnnamed() {
        return unnamed;
    }

    private void read() {
        try {
            Reader reader = new Reader();
            Step end = readAll(reader);
            reader.flush();
            hand(end);
        } catch (Abandoned e) {
            LOG.log(Level.FINE, "Nobody waits for the source any more", e);
        }
    }

    private Step readAll(Reader reader) {
        try {
            boolean all = source.read(reader);
            return new End(all, reader.unnamed);
        } catch (SourceFailure failure) {
            return new Failed(failure);
        } catch (Abandoned e) {
            throw e;
        } catch (RuntimeException | Error e) {
            return new Broken(e);
        }
    }

    /** @throws Abandoned if nobody will take it */
    private void hand(Step step) {
        try {
            while (!closed) {
                if (steps.offer(step, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new Abandoned();
    }

    /** Ends the reading, wherever it is, and the source's connections. */
    @Override
    public void close() {
        closed = true;
        if (!thread.isAlive()) {
            return;
        }
        thread.interrupt();
        source.close();
        try {
            thread.join(GRACE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Collects what is read until it makes a batch. */
    private final class Reader implements Reading {

        private Map<String, Mapped> records = new LinkedHashMap<>();
        private List<RecordError> errors = new ArrayList<>();
        private long skipped;
        private int batches;
        private boolean unnamed;

        @Override
        public boolean record(SourceRecord record, long number) {
            if (!mapping.wants(record)) {
                skipped++;
                return !closed;
            }
            try {
                Mapped mapped = mapping.map(record);
                if (records.putIfAbsent(mapped.externalId(), mapped) != null) {
                    errors.add(new RecordError(mapped.externalId(), null, "The same id came before in this run"));
                }
            } catch (MappingFailure failure) {
                String name = failure.record().isEmpty() ? "#" + number : failure.record();
                fail(new RecordError(name, failure.field(), failure.sentence()));
            }
            if (records.size() + errors.size() >= BATCH) {
                flush();
            }
            return !closed;
        }

        @Override
        public void broken(String name, String why) {
            fail(new RecordError(name, null, why));
        }

        private void fail(RecordError error) {
            unnamed |= !error.isNamed();
            errors.add(error);
        }

        private void flush() {
            if (records.isEmpty() && errors.isEmpty() && skipped == 0) {
                return;
            }
            Batch batch = new Batch(List.copyOf(records.values()), List.copyOf(errors), skipped, batches++);
            records = new LinkedHashMap<>();
            errors = new ArrayList<>();
            skipped = 0;
            hand(new Read(batch));
        }
    }
}
