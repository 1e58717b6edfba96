package dev.inventory.device.internal;

import dev.inventory.device.internal.file.FileFormat;
import dev.inventory.device.internal.file.FileKeys;
import dev.inventory.device.internal.file.FileRow;
import dev.inventory.device.internal.file.ImportReport;
import dev.inventory.device.internal.file.Upload;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Takes in files of devices: as a whole, or each row for itself. */
@ApplicationScoped
public class DeviceFiles {

    private static final int BATCH = 1000;
    private static final int ATTEMPTS = 3;
    private static final String INTEGRITY = "23";

    @Inject
    DeviceFileBatch batches;

    @Inject
    WholeFile whole;

    /** Undoes what a file has written; nothing went wrong. */
    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Undone() {
            super("The file is not written", null, false, false);
        }
    }

    /** One transaction for a whole file. */
    @ApplicationScoped
    @RetriedOnContention
    public static class WholeFile {

        @Transactional
        public void write(Runnable work) {
            work.run();
        }
    }

    /**
     * Takes in a file.
     *
     * @param atomic whether nothing is written if a row fails
     * @param dryRun whether nothing is written in any case
     * @param report is told of every row
     * @return whether what the report tells was done
     */
    boolean take(Upload upload, FileFormat format, boolean atomic, boolean dryRun, ImportReport report) {
        if (dryRun) {
            work(upload, format, report, Mode.JUDGE);
            return false;
        }
        if (!atomic) {
            work(upload, format, report, Mode.EACH);
            return true;
        }
        try {
            retried(() -> whole.write(() -> {
                reset(report);
                work(upload, format, report, Mode.ALL_OR_NOTHING);
                if (report.hasFailures()) {
                    throw new Undone();
                }
            }));
            return true;
        } catch (Undone undone) {
            return false;
        }
    }

    private enum Mode {
        JUDGE,
        EACH,
        ALL_OR_NOTHING
    }

    private void work(Upload upload, FileFormat format, ImportReport report, Mode mode) {
        FileKeys keys = new FileKeys();
        List<FileRow> rows = new ArrayList<>(BATCH);
        try (InputStream file = upload.open()) {
            format.read(file, row -> {
                rows.add(row);
                if (rows.size() == BATCH) {
                    batch(rows, keys, report, mode);
                }
            });
            batch(rows, keys, report, mode);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void batch(List<FileRow> rows, FileKeys keys, ImportReport report, Mode mode) {
        if (rows.isEmpty()) {
            return;
        }
        // What will be undone need not be written: the rest is judged alone.
        boolean write = mode == Mode.EACH || (mode == Mode.ALL_OR_NOTHING && !report.hasFailures());
        List<DeviceFileRow> done = new ArrayList<>();
        Runnable taking = () -> {
            done.clear();
            done.addAll(batches.take(rows, keys, write));
        };
        if (mode == Mode.EACH) {
            retried(taking);
        } else {
            taking.run();
        }
        keys.keep();
        done.forEach(each -> each.failure()
                .ifPresentOrElse(
                        failure -> report.failed(each.row(), failure), () -> report.taken(each.row(), each.outcome())));
        rows.clear();
    }

    /** A device that slipped in beside us is seen by the next attempt. */
    private static void retried(Runnable work) {
        for (int attempt = 1; ; attempt++) {
            try {
                work.run();
                return;
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS || !breaksIntegrity(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean breaksIntegrity(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql
                    && String.valueOf(sql.getSQLState()).startsWith(INTEGRITY)) {
                return true;
            }
        }
        return false;
    }

    private static void reset(ImportReport report) {
        try {
            report.reset();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
