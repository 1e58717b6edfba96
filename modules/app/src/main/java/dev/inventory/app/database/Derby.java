package dev.inventory.app.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What only the embedded database wants: settings of the engine in this process, and an orderly end. */
public final class Derby {

    private static final Logger LOG = Logger.getLogger(Derby.class.getName());

    /**
     * Derby's own time, a minute, is longer than most clients wait. Not much shorter either: who gives up loses his place
     * among those that wait, and what is deleted with a device has its tables locked until the end of the transaction.
     */
    private static final String LOCK_WAIT_SECONDS = "30";

    private Derby() {}

    /** Must come before the engine starts with its first connection. */
    static void prepare(Path data) throws SQLException {
        try {
            createDirectory(data);
        } catch (IOException e) {
            throw new SQLException("The data directory " + data + " cannot be made", "08001", e);
        }
        setIfAbsent("derby.stream.error.file", data.resolve("derby.log").toString());
        setIfAbsent("derby.locks.waitTimeout", LOCK_WAIT_SECONDS);
        // Looked for as soon as anybody waits: until one gives way, all in a deadlock hold their connections.
        setIfAbsent("derby.locks.deadlockTimeout", "0");
        // A batch of results locks thousands of rows; locking the table instead would stop every reader.
        setIfAbsent("derby.locks.escalationThreshold", "100000");
        // Every so many rows an insert takes new identity values from the catalog, where it meets statements that are
        // being compiled; with the default, 100, that is seen under load.
        setIfAbsent("derby.language.sequence.preallocator", "1000");
        // The default of 1,000 pages is 4 MB.
        setIfAbsent("derby.storage.pageCacheSize", "8000");
    }

    /** Writes a checkpoint and gives the files free. Derby says that it has shut down by an exception. */
    public static void close(DatabaseSettings database) {
        try {
            Connection none =
                    InventoryDataSource.driver(database).connect(database.url() + ";shutdown=true", new Properties());
            if (none != null) {
                none.close();
            }
        } catch (SQLException e) {
            if (!"08006".equals(e.getSQLState())) {
                LOG.log(Level.WARNING, "Derby did not shut down cleanly", e);
            }
        }
    }

    /** For the server's user alone, where the file system knows users. */
    private static void createDirectory(Path directory) throws IOException {
        if (Files.getFileStore(directory.getRoot()).supportsFileAttributeView("posix")) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(directory);
        }
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
