package dev.inventory.headlessops.internal.execution;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** A kind of operation: what is done with each device. Every bean of this type is offered to clients by its name. */
interface OperationType {

    /** The word that clients ask for it by. */
    String name();

    /**
     * Deals with one device, without waiting. It may happen again after a crash.
     *
     * @param runner where a second question to the device is asked from: the threads that answers arrive on must not be
     *     kept
     */
    CompletionStage<Outcome> run(Target target, OperationOptions options, Executor runner);
}
