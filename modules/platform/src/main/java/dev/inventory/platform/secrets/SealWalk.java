package dev.inventory.platform.secrets;

import dev.inventory.platform.secrets.SealedRows.Exchange;
import dev.inventory.platform.secrets.SealedRows.Portion;
import dev.inventory.platform.secrets.SealedRows.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * One way through all sealed columns, for one key. A secret's own text says by which key it is sealed, so that a new walk
 * goes on where another was killed.
 */
final class SealWalk {

    static final int BATCH = 100;

    private final String key;
    private final long historyId;
    private final List<SealedColumn> ahead;
    private final SealedRows rows;
    private final Secrets secrets;
    private long after;
    private long exchanged;
    private long unreadable;
    private String firstUnreadable = "";

    /**
     * @param key the name of the key that secrets are sealed with now
     * @param historyId its entry of {@link KeyHistory}
     */
    SealWalk(String key, long historyId, List<SealedColumn> columns, SealedRows rows, Secrets secrets) {
        this.key = key;
        this.historyId = historyId;
        this.ahead = new ArrayList<>(columns);
        this.rows = rows;
        this.secrets = secrets;
    }

    /**
     * Goes on by one batch.
     *
     * @return whether that was the last
     */
    boolean step() {
        while (!ahead.isEmpty()) {
            SealedColumn column = ahead.get(0);
            Portion portion = rows.sealedByOthers(column, key, after, BATCH);
            if (!portion.end()) {
                after = portion.upTo();
                sealAnew(column, portion.rows());
                return false;
            }
            ahead.remove(0);
            after = 0;
        }
        return true;
    }

    private void sealAnew(SealedColumn column, List<Row> batch) {
        List<Exchange> exchanges = new ArrayList<>();
        for (Row row : batch) {
            try {
                exchanges.add(
                        new Exchange(row.id(), row.sealed(), secrets.reseal(row.sealed(), column.place(row.rowKey()))));
            } catch (SecretUnreadable e) {
                if (unreadable++ == 0) {
                    firstUnreadable = String.valueOf(e.getMessage());
                }
            }
        }
        if (!exchanges.isEmpty()) {
            rows.exchange(column, exchanges, historyId);
            exchanged += exchanges.size();
        }
    }

    String key() {
        return key;
    }

    long historyId() {
        return historyId;
    }

    /** How many secrets another known key had sealed, whether or not a user was faster to change them. */
    long exchanged() {
        return exchanged;
    }

    /** How many secrets were met that no known key sealed. */
    long unreadable() {
        return unreadable;
    }

    /** Why the first of them cannot be read; empty if there is none. */
    String firstUnreadable() {
        return firstUnreadable;
    }
}
