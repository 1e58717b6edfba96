package dev.inventory.headlessops.internal.execution;

import dev.inventory.headlessops.OperationType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** The operation types that this server knows. */
@ApplicationScoped
public class OperationTypes {

    @Inject
    @Any
    Instance<OperationType> types;

    /** Their names, sorted. */
    public List<String> names() {
        return types.stream().map(OperationType::name).sorted().toList();
    }

    Optional<OperationType> find(String name) {
        return types.stream().filter(type -> type.name().equals(name)).findFirst();
    }

    /** Whether the operations of a type count their devices by value. */
    public boolean isCountedByValue(String name) {
        return find(name).filter(OperationType::isCountedByValue).isPresent();
    }
}
