package dev.inventory.device.internal;

import dev.inventory.device.internal.DeviceFileBatch.Taken;
import dev.inventory.device.internal.DeviceFileBatch.Writing;
import dev.inventory.device.internal.file.FileKeys;
import dev.inventory.device.internal.file.FileRow;
import dev.inventory.device.internal.file.ImportReport;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.jobs.Jobs;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way in, batch by batch. Where each row stands for itself, another thread writes the new devices of a batch
 * while the next one is judged: what a batch takes is known in the file before it is in the database.
 */
final class DeviceFileRun implements AutoCloseable {

    /** What becomes of the rows. */
    enum Mode {
        JUDGE,
        EACH,
        ALL_OR_NOTHING
    }

    private final ImportReport report;
    private final Mode mode;
    private final DeviceFileBatch batches;
    private final DeviceFileInserts inserts;
    private final Audit.Author author;
    private final Jobs jobs;
    private final FileKeys keys = new FileKeys();
    private @Nullable Behind behind;

    /** The batch before, whose new devices are being written. */
    private record Behind(List<FileRow> rows, Taken taken, FutureTask<?> writing) {

        /** Returns once they are written. */
        void await() throws ExecutionException {
            writing.run(); // unless a job has begun
            try {
                writing.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("The server is stopping", e);
            }
        }
    }

    DeviceFileRun(
            ImportReport report,
            Mode mode,
            DeviceFileBatch batches,
            DeviceFileInserts inserts,
            Audit.Author author,
            Jobs jobs) {
        this.report = report;
        this.mode = mode;
        this.batches = batches;
        this.inserts = inserts;
        this.author = author;
        this.jobs = jobs;
    }

    void take(List<FileRow> some) {
        if (some.isEmpty()) {
            return;
        }
        List<FileRow> rows = List.copyOf(some);
        Taken taken = take(rows, writing());
        end();
        if (mode != Mode.EACH || taken.written() || taken.created().isEmpty()) {
            tell(taken);
            return;
        }
        FutureTask<?> writing = new FutureTask<>(() -> inserts.create(taken.created(), author), null);
        behind = new Behind(rows, taken, writing);
        jobs.offer(writing);
    }

    /** Returns when everything is written, and told. */
    void end() {
        Behind last = behind;
        if (last == null) {
            return;
        }
        behind = null;
        try {
            last.await();
            tell(last.taken());
        } catch (ExecutionException e) {
            if (!DeviceFiles.breaksIntegrity(e)) {
                throw new IllegalStateException("A batch of a file could not be written", e.getCause());
            }
            tell(take(last.rows(), Writing.EVERYTHING)); // a device has slipped in beside us: now it is seen
        }
    }

    /** After a failure: nothing goes on behind the answer. */
    @Override
    public void close() {
        if (behind != null) {
            try {
                behind.await();
            } catch (ExecutionException e) {
                return; // its rows were told of to nobody
            }
        }
    }

    private Writing writing() {
        return switch (mode) {
            case JUDGE -> Writing.NOTHING;
            case EACH -> Writing.CHANGES;
            // what will be undone need not be written: the rest is judged alone
            case ALL_OR_NOTHING -> report.hasFailures() ? Writing.NOTHING : Writing.EVERYTHING;
        };
    }

    private Taken take(List<FileRow> rows, Writing writing) {
        Taken taken = mode == Mode.ALL_OR_NOTHING
                ? batches.take(rows, keys, writing) // the file is repeated as a whole
                : DeviceFiles.retried(() -> batches.take(rows, keys, writing));
        keys.keep();
        return taken;
    }

    private void tell(Taken taken) {
        taken.rows().forEach(each -> each.failure()
                .ifPresentOrElse(
                        failure -> report.failed(each.row(), failure), () -> report.taken(each.row(), each.outcome())));
    }
}
