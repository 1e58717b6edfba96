package dev.inventory.platform.secrets;

import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of sealed columns, in plain SQL: which of them another key sealed, and the exchange of a seal. */
@ApplicationScoped
@RetriedOnContention
public class SealedRows {

    /** Ids from one to the next step of a walk. */
    static final int LOOKED_AT = 2000;

    @Inject
    Database database;

    /** A sealed secret and where it stands. */
    record Row(long id, String rowKey, String sealed) {}

    /**
     * What one step over a column finds.
     *
     * @param upTo the id of the last row that was looked at
     * @param end whether there was no row any more
     */
    record Portion(List<Row> rows, long upTo, boolean end) {}

    /** What a secret is replaced by, if it is still what was read. */
    record Exchange(long id, String before, String after) {}

    /**
     * How many secrets a column has.
     *
     * @param byKey those of them that each of the asked keys sealed
     */
    record Count(long all, Map<String, Long> byKey) {}

    /**
     * Secrets that another key than this one sealed, of the rows after an id: some rows are looked at, however many there
     * are, so that nobody notices the walk over a large table.
     *
     * @param most how many secrets are wanted at most
     */
    Portion sealedByOthers(SealedColumn column, String keyId, long after, int most) {
        return database.readUncommitted(connection -> {
            long first;
            try (PreparedStatement next = connection.prepareStatement("SELECT MIN(" + column.idColumn() + ") FROM "
                    + column.table() + " WHERE " + column.idColumn() + " > ?")) {
                next.setLong(1, after);
                ResultSet rows = next.executeQuery();
                rows.next();
                first = rows.getLong(1);
                if (rows.wasNull()) {
                    return new Portion(List.of(), after, true);
                }
            }
            long last = first + LOOKED_AT - 1;
            String prefix = SealedText.prefix(keyId);
            List<Row> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT " + column.idColumn() + ", "
                    + column.rowKeyColumn() + ", " + column.column() + " FROM " + column.table() + " WHERE "
                    + column.idColumn() + " BETWEEN ? AND ? AND SUBSTR(" + column.column() + ", 1, "
                    + prefix.length() + ") <> ? ORDER BY " + column.idColumn() + " FETCH NEXT " + most
                    + " ROWS ONLY")) {
                select.setLong(1, first);
                select.setLong(2, last);
                select.setString(3, prefix);
                ResultSet rows = select.executeQuery();
                while (rows.next()) {
                    found.add(new Row(rows.getLong(1), rows.getString(2), rows.getString(3)));
                }
            }
            return new Portion(
                    found, found.size() < most ? last : found.get(most - 1).id(), false);
        });
    }

    /**
     * Exchanges seals in one transaction. A secret that a user has changed since it was read stays as it is now.
     *
     * @param historyId the entry of {@link KeyHistory} that counts them
     * @return how many were exchanged
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    int exchange(SealedColumn column, List<Exchange> exchanges, long historyId) {
        String sql = "UPDATE " + column.table() + " SET " + column.column() + " = ? WHERE " + column.idColumn()
                + " = ? AND " + column.column() + " = ?";
        return database.run(connection -> {
            int done = 0;
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                for (Exchange exchange : exchanges) {
                    update.setString(1, exchange.after());
                    update.setLong(2, exchange.id());
                    update.setString(3, exchange.before());
                    done += update.executeUpdate();
                }
            }
            try (PreparedStatement count =
                    connection.prepareStatement("UPDATE master_key SET resealed = resealed + ? WHERE id = ?")) {
                count.setLong(1, done);
                count.setLong(2, historyId);
                count.executeUpdate();
            }
            return done;
        });
    }

    /** Counts a column's secrets, in one pass over the table. */
    Count count(SealedColumn column, List<String> keyIds) {
        String cases = (", SUM(CASE WHEN " + column.column() + " LIKE ? THEN 1 ELSE 0 END)").repeat(keyIds.size());
        String sql = "SELECT COUNT(" + column.column() + ")" + cases + " FROM " + column.table();
        return database.readUncommitted(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                for (int i = 0; i < keyIds.size(); i++) {
                    select.setString(i + 1, SealedText.prefix(keyIds.get(i)) + "%");
                }
                ResultSet rows = select.executeQuery();
                rows.next();
                Map<String, Long> byKey = new LinkedHashMap<>();
                for (int i = 0; i < keyIds.size(); i++) {
                    byKey.put(keyIds.get(i), rows.getLong(i + 2));
                }
                return new Count(rows.getLong(1), byKey);
            }
        });
    }
}
