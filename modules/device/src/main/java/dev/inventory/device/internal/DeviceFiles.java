package dev.inventory.device.internal;

import dev.inventory.device.internal.DeviceFileRun.Mode;
import dev.inventory.device.internal.file.FileFormat;
import dev.inventory.device.internal.file.FileRow;
import dev.inventory.device.internal.file.ImportReport;
import dev.inventory.device.internal.file.Upload;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.jobs.Jobs;
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
import java.util.function.Supplier;

/** Takes in files of devices: as a whole, or each row for itself. */
@ApplicationScoped
public class DeviceFiles {

    private static final int BATCH = 1000;
    private static final int ATTEMPTS = 3;
    private static final String INTEGRITY = "23";

    @Inject
    DeviceFileBatch batches;

    @Inject
    DeviceFileInserts inserts;

    @Inject
    WholeFile whole;

    @Inject
    Audit audit;

    @Inject
    Jobs jobs;

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
            return retried(() -> {
                whole.write(() -> {
                    reset(report);
                    work(upload, format, report, Mode.ALL_OR_NOTHING);
                    if (report.hasFailures()) {
                        throw new Undone();
                    }
                });
                return true;
            });
        } catch (Undone undone) {
            return false;
        }
    }

    private void work(Upload upload, FileFormat format, ImportReport report, Mode mode) {
        List<FileRow> rows = new ArrayList<>(BATCH);
        try (InputStream file = upload.open();
                DeviceFileRun run = new DeviceFileRun(report, mode, batches, inserts, audit.author(), jobs)) {
            format.read(file, row -> {
                rows.add(row);
                if (rows.size() == BATCH) {
                    run.take(rows);
                    rows.clear();
                }
            });
            run.take(rows);
            run.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A device that slipped in beside us is seen by the next attempt. */
    static <T> T retried(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS || !breaksIntegrity(e)) {
                    throw e;
                }
            }
        }
    }

    static boolean breaksIntegrity(Throwable thrown) {
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
