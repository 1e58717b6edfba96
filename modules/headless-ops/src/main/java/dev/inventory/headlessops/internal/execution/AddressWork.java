package dev.inventory.headlessops.internal.execution;

import dev.inventory.headlessops.Outcome;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * A kind of operation that is done with addresses, which are no devices of the inventory. Its targets are rows like
 * those of devices, with the address in place of the name and a number below zero in place of the device's id, so that
 * shares, results, pause and resumption are the same. Every CDI bean of this type is found by its name; clients reach it
 * by a way of its own and not by {@code operation_type}.
 */
public interface AddressWork {

    /** Most addresses of one operation. */
    int MAX_ADDRESSES = 65_536;

    /** The word for it in {@code operation_type}. */
    String name();

    /** The addresses of an operation, at most {@link #MAX_ADDRESSES}; asked in the transaction that starts it. */
    List<String> addresses(long operationId);

    /**
     * What asks the addresses of an operation, for the length of one share.
     *
     * @param runner where a further question to an address is asked from, as in
     *     {@link dev.inventory.headlessops.OperationType#run}
     */
    Asking begin(long operationId, Executor runner);

    /** Asks one address, without waiting. It may happen again after a crash. */
    @FunctionalInterface
    interface Asking {
        CompletionStage<Outcome> ask(String address);
    }
}
