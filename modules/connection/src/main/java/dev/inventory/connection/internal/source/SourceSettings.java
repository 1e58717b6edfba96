package dev.inventory.connection.internal.source;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a source is, who asks, and how it is read. What is not of its kind is empty.
 *
 * @param endpointUrl of an HTTP source
 * @param authentication {@code none}, {@code basic}, {@code bearer}, {@code api_key} or
 *     {@code oauth2_client_credentials}
 * @param credentials secrets by name
 * @param timeout for connecting, and for each wait for an answer
 * @param retries how often what failed in passing is tried again
 * @param engine {@code postgresql} or {@code mariadb} of a database
 * @param port 0: the engine's own
 */
public record SourceSettings(
        String endpointUrl,
        String authentication,
        Map<String, String> credentials,
        boolean ssl,
        Duration timeout,
        int retries,
        String engine,
        String host,
        int port,
        String database,
        String username,
        Shape shape) {

    /**
     * What the source's answers look like.
     *
     * @param format {@code json} or {@code csv}
     * @param records JSON pointer to the list of records; null: the answer itself or its {@code results}
     * @param parameters query parameters that the source itself filters by
     * @param headerPrefix stands before an API key in its header
     * @param table of a database; null if there is a query
     */
    public record Shape(
            String format,
            @Nullable String records,
            Pagination pagination,
            Map<String, String> parameters,
            String keyHeader,
            String headerPrefix,
            @Nullable String table,
            @Nullable String query,
            int fetchSize,
            Duration statementTimeout) {

        /** The same with the API key in another header, as it is. */
        public Shape withKeyHeader(String header) {
            return new Shape(
                    format, records, pagination, parameters, header, "", table, query, fetchSize, statementTimeout);
        }
    }

    /**
     * How one page follows the other.
     *
     * @param type {@code none}, {@code next}, {@code offset}, {@code page} or {@code cursor}
     * @param pointer JSON pointer to the next page's link or cursor
     * @param parameter query parameter of the offset, the page number or the cursor
     * @param sizeParameter query parameter of the number of records in a page
     * @param firstPage number of the first page
     */
    public record Pagination(
            String type, String pointer, String parameter, String sizeParameter, int size, int firstPage) {}

    /** Whether a text is a host name or an address, and nothing that means more in an address of a driver. */
    public static boolean isHost(String text) {
        return DatabaseSource.HOST.matcher(text).matches();
    }

    /** Whether a text names a database, and nothing more. */
    public static boolean isDatabaseName(String text) {
        return DatabaseSource.DATABASE.matcher(text).matches();
    }

    /** Whether what is sent there is encrypted. */
    public boolean isEncrypted() {
        return isDatabase()
                ? ssl
                : endpointUrl.toLowerCase(java.util.Locale.ROOT).startsWith("https:");
    }

    boolean isDatabase() {
        return !engine.isEmpty();
    }

    String credential(String name) {
        return credentials.getOrDefault(name, "");
    }

    /** Says nothing that is secret. */
    @Override
    public String toString() {
        return isDatabase() ? engine + " " + host + ":" + port + "/" + database : endpointUrl;
    }
}
