package dev.inventory.device.internal.events;

/** The way to one who follows. Sending takes as long as he takes to receive; afterwards it may turn out to be closed. */
interface Outlet {

    void status(StatusEvent event);

    /** Nothing is new, and this is how far it is. */
    void position(String id);

    /** Only to be heard of. */
    void sign();

    boolean isClosed();

    void close();
}
