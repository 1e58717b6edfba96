package dev.inventory.platform.secrets;

/**
 * A column of secrets that {@link Secrets} sealed. A module has one bean of this type for each such column; by it the
 * secrets are found and sealed anew when the master key changes, past JPA and past the row's version, since to users
 * nothing changes. The table has a numeric primary key; the column is a VARCHAR (a CLOB cannot be compared).
 */
public interface SealedColumn {

    String table();

    String column();

    /** The numeric primary key. */
    default String idColumn() {
        return "id";
    }

    /** The column, never null, whose text the place of a row's secret is made from. */
    String rowKeyColumn();

    /** The place that the secret of a row was sealed for, as it was given to {@link Secrets#encrypt}. */
    String place(String rowKey);
}
