package dev.inventory.headlessops.internal.execution;

import dev.inventory.headlessops.OperationType;
import dev.inventory.headlessops.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Work with addresses that answer at once, as a test says, and that counts how often each is asked. */
final class FakeAddresses implements AddressWork {

    final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final List<String> addresses;
    private final Function<String, Outcome> outcome;

    FakeAddresses(List<String> addresses, Function<String, Outcome> outcome) {
        this.addresses = addresses;
        this.outcome = outcome;
    }

    /** What makes an engine find this work. */
    OperationTypes types() {
        return new OperationTypes() {
            @Override
            Optional<OperationType> find(String name) {
                return Optional.empty();
            }

            @Override
            Optional<AddressWork> addressWork(String name) {
                return Optional.of(FakeAddresses.this);
            }
        };
    }

    @Override
    public String name() {
        return "fake_addresses";
    }

    @Override
    public List<String> addresses(long operationId) {
        return addresses;
    }

    @Override
    public Asking begin(long operationId, Executor runner) {
        return this::ask;
    }

    private CompletionStage<Outcome> ask(String address) {
        asked.merge(address, 1, Integer::sum);
        return CompletableFuture.completedFuture(outcome.apply(address));
    }
}
