package dev.inventory.connection.internal.source;

/** Takes in what a source reads. */
public interface Reading {

    /**
     * A record.
     *
     * @param number its place in the source, from 1
     * @return whether to go on
     */
    boolean record(SourceRecord record, long number) throws SourceFailure;

    /**
     * Something that could not be read and was skipped.
     *
     * @param name what it is, such as {@code #17} or a page
     */
    void broken(String name, String why) throws SourceFailure;
}
