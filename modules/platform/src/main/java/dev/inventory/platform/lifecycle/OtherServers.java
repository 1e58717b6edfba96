package dev.inventory.platform.lifecycle;

/** The other servers that run on this database, as far as is known: one that was killed counts for half a minute more. */
public interface OtherServers {

    int count();
}
