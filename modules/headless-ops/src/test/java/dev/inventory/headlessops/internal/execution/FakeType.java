package dev.inventory.headlessops.internal.execution;

import dev.inventory.headlessops.OperationOptions;
import dev.inventory.headlessops.OperationType;
import dev.inventory.headlessops.Outcome;
import dev.inventory.headlessops.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** An operation type whose devices answer as a test says, and that watches how many are asked at once. */
final class FakeType implements OperationType {

    final Map<Long, Integer> asked = new ConcurrentHashMap<>();
    final AtomicInteger inFlight = new AtomicInteger();
    final AtomicInteger mostInFlight = new AtomicInteger();
    final java.util.Set<Long> twiceAtOnce = ConcurrentHashMap.newKeySet();
    private final java.util.Set<Long> atWork = ConcurrentHashMap.newKeySet();
    private final BiConsumer<Target, CompletableFuture<Outcome>> behaviour;
    private final long lastHeld;
    private final List<CompletableFuture<Outcome>> held = new ArrayList<>();

    FakeType(BiConsumer<Target, CompletableFuture<Outcome>> behaviour) {
        this(behaviour, 0);
    }

    private FakeType(BiConsumer<Target, CompletableFuture<Outcome>> behaviour, long lastHeld) {
        this.behaviour = behaviour;
        this.lastHeld = lastHeld;
    }

    /** The devices up to an id answer when {@link #answerAll} says so, the others at once. */
    static FakeType holding(long lastHeld) {
        return new FakeType((target, answer) -> answer.complete(Outcome.ok("")), lastHeld);
    }

    /** Every device answers at once. */
    static FakeType prompt() {
        return new FakeType((target, answer) -> answer.complete(Outcome.ok("")));
    }

    /** What makes a runner find this type. */
    OperationTypes types() {
        return new OperationTypes() {
            @Override
            java.util.Optional<OperationType> find(String name) {
                return java.util.Optional.of(FakeType.this);
            }

            @Override
            java.util.Optional<AddressWork> addressWork(String name) {
                return java.util.Optional.empty();
            }
        };
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public CompletionStage<Outcome> run(Target target, OperationOptions options, Executor runner) {
        if (!atWork.add(target.deviceId())) {
            twiceAtOnce.add(target.deviceId());
        }
        asked.merge(target.deviceId(), 1, Integer::sum);
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        CompletionStage<Outcome> watched = answer.whenComplete((outcome, failure) -> {
            atWork.remove(target.deviceId());
            inFlight.decrementAndGet();
        });
        if (target.deviceId() <= lastHeld) {
            hold(answer);
        } else {
            behaviour.accept(target, answer);
        }
        return watched;
    }

    private synchronized void hold(CompletableFuture<Outcome> answer) {
        held.add(answer);
    }

    synchronized int held() {
        return held.size();
    }

    void answerAll() {
        List<CompletableFuture<Outcome>> answers;
        synchronized (this) {
            answers = List.copyOf(held);
            held.clear();
        }
        answers.forEach(answer -> answer.complete(Outcome.ok("")));
    }
}
