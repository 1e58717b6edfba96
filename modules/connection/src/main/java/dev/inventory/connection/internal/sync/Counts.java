package dev.inventory.connection.internal.sync;

/**
 * What a run has come to so far, in records.
 *
 * @param records read and wanted
 * @param skipped left out by the filters
 */
record Counts(long records, long created, long updated, long unchanged, long removed, long failed, long skipped) {

    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

    Counts plus(Counts more) {
        return new Counts(
                records + more.records,
                created + more.created,
                updated + more.updated,
                unchanged + more.unchanged,
                removed + more.removed,
                failed + more.failed,
                skipped + more.skipped);
    }

    /** There were records, and each of them failed. */
    boolean isNothingTaken() {
        return failed > 0 && created + updated + unchanged == 0;
    }

    static Counts failures(long failed) {
        return new Counts(0, 0, 0, 0, 0, failed, 0);
    }
}
