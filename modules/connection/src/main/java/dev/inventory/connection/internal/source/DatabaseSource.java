package dev.inventory.connection.internal.source;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table, or of one SELECT, in a database. They are fetched some at a time in a transaction that may only
 * read. The driver's address is put together here from checked parts; nobody gives it one.
 */
final class DatabaseSource implements Source {

    /** A host name, an IPv4 or an IPv6 address, and nothing that means something in an address of a driver. */
    static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:.]{2,45}");

    /** Names of databases that mean nothing in an address of a driver. */
    static final Pattern DATABASE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_$.-]{0,62}");

    private static final Logger LOG = Logger.getLogger(DatabaseSource.class.getName());
    private static final int MOST_FIELD_BYTES = 1_000_000;

    private final SourceSettings settings;
    private final CheckedAddresses addresses;
    private final Redaction redaction;
    private final Pause pause;
    private volatile @Nullable Connection open;

    DatabaseSource(SourceSettings settings, CheckedAddresses addresses, Pause pause) {
        this.settings = settings;
        this.addresses = addresses;
        this.pause = pause;
        this.redaction = new Redaction(settings.credentials().values());
    }

    @Override
    public boolean read(Reading reading) throws SourceFailure {
        try (Connection connection = connect()) {
            open = connection;
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try (PreparedStatement select =
                    connection.prepareStatement(statement(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
                select.setFetchSize(settings.shape().fetchSize());
                select.setMaxFieldSize(MOST_FIELD_BYTES);
                select.setQueryTimeout((int) settings.shape().statementTimeout().toSeconds());
                try (ResultSet rows = select.executeQuery()) {
                    return read(rows, reading);
                }
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw failure(e, Stage.READ);
        } finally {
            open = null;
        }
    }

    /** Each reading ends its connection itself; this ends one that another thread is at. */
    @Override
    public void close() {
        Connection connection = open;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.log(Level.FINE, "The connection to " + settings + " had ended", e);
            }
        }
    }

    private static boolean read(ResultSet rows, Reading reading) throws SQLException, SourceFailure {
        ResultSetMetaData shape = rows.getMetaData();
        int width = shape.getColumnCount();
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < width; i++) {
            String name = shape.getColumnLabel(i + 1);
            columns.putIfAbsent(name, i);
            columns.putIfAbsent(name.toLowerCase(Locale.ROOT), i);
        }
        long number = 0;
        while (rows.next()) {
            @Nullable Object[] values = new @Nullable Object[width];
            for (int i = 0; i < width; i++) {
                values[i] = rows.getObject(i + 1);
            }
            if (!reading.record(new RowRecord(columns, values), ++number)) {
                return false;
            }
        }
        return true;
    }

    private String statement() {
        String table = settings.shape().table();
        if (table == null) {
            return String.valueOf(settings.shape().query());
        }
        String quote = isMariaDb() ? "`" : "\"";
        return "SELECT * FROM " + quote + table.replace(".", quote + "." + quote) + quote;
    }

    private Connection connect() throws SourceFailure {
        for (int attempt = 0; ; attempt++) {
            try {
                return connectOnce();
            } catch (SourceFailure failure) {
                if (!failure.isPassing() || attempt >= settings.retries()) {
                    throw failure;
                }
                try {
                    pause.sleep(Pause.after(attempt, Optional.empty()));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw SourceFailure.lasting(Stage.CONNECT, "The server stops");
                }
            }
        }
    }

    private Connection connectOnce() throws SourceFailure {
        InetAddress address = address();
        // A certificate is for a name: then the driver gets the name, whose addresses were all checked just now and
        // stay
        // in the JVM's cache, and whoever answers elsewhere cannot show the certificate. Without one it gets the
        // address.
        String host = settings.ssl() ? settings.host() : address.getHostAddress();
        String at = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port();
        int seconds = (int) Math.max(1, settings.timeout().toSeconds());
        Properties properties = new Properties();
        properties.setProperty("user", settings.username());
        properties.setProperty("password", settings.credential("password"));
        String url;
        if (isMariaDb()) {
            url = "jdbc:mariadb://" + at + "/" + settings.database();
            properties.setProperty("connectTimeout", Long.toString(seconds * 1000L));
            properties.setProperty("socketTimeout", Long.toString(seconds * 1000L));
            properties.setProperty("sslMode", settings.ssl() ? "verify-full" : "disable");
            properties.setProperty("allowLocalInfile", "false");
            properties.setProperty("allowMultiQueries", "false");
        } else {
            url = "jdbc:postgresql://" + at + "/" + settings.database();
            properties.setProperty("connectTimeout", Integer.toString(seconds));
            properties.setProperty("socketTimeout", Integer.toString(seconds));
            properties.setProperty("sslmode", settings.ssl() ? "verify-full" : "disable");
            if (settings.ssl()) {
                properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
            }
            properties.setProperty("ApplicationName", "Inventory");
        }
        try {
            Connection connection = driver().connect(url, properties);
            if (connection == null) {
                throw new IllegalStateException("The driver does not know its own kind of address");
            }
            // To log in is no slow statement: who says nothing then is not waited for.
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(socketTimeoutSeconds() * 1000));
            return connection;
        } catch (SQLException e) {
            throw failure(e, Stage.CONNECT);
        }
    }

    /** A statement may be slow until its first row, but no longer than this. */
    private long socketTimeoutSeconds() {
        return Math.max(
                        settings.timeout().toSeconds(),
                        settings.shape().statementTimeout().toSeconds())
                + 5;
    }

    private InetAddress address() throws SourceFailure {
        try {
            InetAddress[] all = InetAddress.getAllByName(settings.host());
            InetAddress[] allowed = addresses.resolve(settings.host());
            if (settings.ssl() && allowed.length != all.length) {
                throw SourceFailure.lasting(
                        Stage.RESOLVE, "The name " + settings.host() + " has addresses that may not be reached");
            }
            return allowed[0];
        } catch (CheckedAddresses.AddressRefused e) {
            throw SourceFailure.lasting(Stage.RESOLVE, String.valueOf(e.getMessage()));
        } catch (UnknownHostException e) {
            throw SourceFailure.passing(
                    Stage.RESOLVE, "The name " + settings.host() + " has no address", Optional.empty());
        }
    }

    private Driver driver() {
        String name = isMariaDb() ? "org.mariadb.jdbc.Driver" : "org.postgresql.Driver";
        try {
            return Class.forName(name)
                    .asSubclass(Driver.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The server brings the driver " + name, e);
        }
    }

    private boolean isMariaDb() {
        return "mariadb".equals(settings.engine());
    }

    private int port() {
        return settings.port() > 0 ? settings.port() : isMariaDb() ? 3306 : 5432;
    }

    private SourceFailure failure(SQLException e, Stage stage) {
        String state = String.valueOf(e.getSQLState());
        String said = redaction.clean(e.getMessage());
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return SourceFailure.lasting(Stage.TLS, "The encrypted connection was not made: " + said);
            }
            if (stage == Stage.CONNECT
                    && (cause instanceof ConnectException || cause instanceof SocketTimeoutException)) {
                return SourceFailure.passing(
                        Stage.CONNECT, "Nobody answers at " + settings.host() + " port " + port(), Optional.empty());
            }
        }
        if (state.startsWith("28")) {
            return SourceFailure.lasting(Stage.AUTHENTICATE, "The database refuses the login: " + said);
        }
        if (stage == Stage.CONNECT && said.toLowerCase(Locale.ROOT).contains("ssl")) {
            return SourceFailure.lasting(Stage.TLS, "The encrypted connection was not made: " + said);
        }
        if (state.startsWith("08") || state.startsWith("57P")) {
            return SourceFailure.passing(stage, "The connection broke: " + said, Optional.empty());
        }
        // the database was reached and knows the login, but not what is asked for
        return SourceFailure.lasting(Stage.READ, "The database says: " + said);
    }
}
