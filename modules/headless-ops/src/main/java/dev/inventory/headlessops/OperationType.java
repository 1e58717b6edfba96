package dev.inventory.headlessops;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * A kind of operation: what is done with each device. Every CDI bean of this type is offered to clients by its name;
 * nothing else has to be told of it.
 */
public interface OperationType {

    /** The word that clients ask for it by. */
    String name();

    /**
     * Deals with one device, without waiting. It may happen again after a crash, and after an outcome whose class of
     * error passes ({@link ErrorClass#passes}). No other operation works on the device meanwhile.
     *
     * @param runner where a second question to the device is asked from: the threads that answers arrive on must not be
     *     kept
     */
    CompletionStage<Outcome> run(Target target, OperationOptions options, Executor runner);

    /**
     * Whether it writes to the devices, or more into their records than what was observed: who asks for it must be allowed
     * to change them.
     */
    default boolean changesDevices(OperationOptions options) {
        return false;
    }

    /** Whether the devices' {@code after} values, counted, are what the operation was made for. */
    default boolean isCountedByValue() {
        return false;
    }
}
