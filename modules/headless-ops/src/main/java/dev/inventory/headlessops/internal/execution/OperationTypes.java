package dev.inventory.headlessops.internal.execution;

import dev.inventory.headlessops.OperationOptions;
import dev.inventory.headlessops.OperationType;
import dev.inventory.headlessops.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** The operation types that this server knows. */
@ApplicationScoped
public class OperationTypes {

    @Inject
    @Any
    Instance<OperationType> types;

    @Inject
    @Any
    Instance<AddressWork> addressWorks;

    /** Their names, sorted. */
    public List<String> names() {
        return types.stream().map(OperationType::name).sorted().toList();
    }

    /** The names of all that operations can be, the work with addresses among them; sorted. */
    public List<String> all() {
        return Stream.concat(
                        types.stream().map(OperationType::name),
                        addressWorks.stream().map(AddressWork::name))
                .sorted()
                .toList();
    }

    Optional<OperationType> find(String name) {
        return types.stream().filter(type -> type.name().equals(name)).findFirst();
    }

    /** What is done with each target of an operation, for the length of one share. */
    @FunctionalInterface
    interface Work {
        CompletionStage<Outcome> on(PendingDevice device);
    }

    /**
     * What a share's runner has to do.
     *
     * @param runner where further questions are asked from
     * @throws IllegalStateException if this server does not know the type
     */
    Work work(Assignment assignment, Executor runner) {
        Optional<OperationType> type = find(assignment.operationType());
        if (type.isPresent()) {
            return device -> type.get().run(device.target().orElseThrow(), assignment.options(), runner);
        }
        AddressWork work = addressWork(assignment.operationType())
                .orElseThrow(
                        () -> new IllegalStateException("No operation type is named " + assignment.operationType()));
        AddressWork.Asking asking = work.begin(assignment.claim().operationId(), runner);
        return device -> asking.ask(device.name());
    }

    /** The work with addresses that has this name; empty if it is a type of work with devices. */
    Optional<AddressWork> addressWork(String name) {
        return addressWorks.stream().filter(work -> work.name().equals(name)).findFirst();
    }

    /** Whether the operations of a type are about addresses rather than devices. */
    public boolean isAboutAddresses(String name) {
        return addressWork(name).isPresent();
    }

    /** Whether the operations of a type change devices or their records, so that the caller must be allowed to. */
    public boolean changesDevices(String name, OperationOptions options) {
        return find(name).filter(type -> type.changesDevices(options)).isPresent();
    }

    /** Whether the operations of a type count their devices by value. */
    public boolean isCountedByValue(String name) {
        return find(name).filter(OperationType::isCountedByValue).isPresent();
    }
}
