package dev.inventory.connection.internal.source;

/** Something to read records from. Closing it ends its connections. */
public interface Source extends AutoCloseable {

    /**
     * Hands over every record in the source's order, until the reading has enough.
     *
     * @return whether all was read; false if pages had to be skipped or the reading had enough
     * @throws SourceFailure if it could not be read to its end
     */
    boolean read(Reading reading) throws SourceFailure;

    @Override
    void close();
}
