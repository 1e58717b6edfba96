package dev.inventory.platform.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventory.platform.failure.Unavailable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedReadsTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Set<Integer>> reads = new CopyOnWriteArrayList<>();

    /** Each read takes one. */
    private final Semaphore permitted = new Semaphore(0);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private Map<Integer, String> read(Set<Integer> keys) {
        reads.add(Set.copyOf(keys));
        permitted.acquireUninterruptibly();
        Map<Integer, String> found = new HashMap<>();
        for (Integer key : keys) {
            if (key < 0) {
                throw new IllegalStateException("no " + key);
            }
            if (key < 1000) {
                found.put(key, "value " + key);
            }
        }
        return found;
    }

    private CompletableFuture<Optional<String>> ask(SharedReads<Integer, String> shared, int key) {
        return CompletableFuture.supplyAsync(() -> shared.get(key), threads);
    }

    private void awaitReads(int number) throws InterruptedException {
        while (reads.size() < number) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /** Until those who have asked wait for their turn: there is nothing to be seen of it from outside. */
    private static void settle() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(200);
    }

    @Test
    void whoIsAloneReadsAtOnce() {
        permitted.release(2);
        SharedReads<Integer, String> shared = new SharedReads<>(1, this::read);

        assertThat(shared.get(1)).contains("value 1");
        assertThat(shared.get(2000)).isEmpty();
        assertThat(reads).containsExactly(Set.of(1), Set.of(2000));
    }

    @Test
    void whoComesDuringAReadIsInTheNextWithAllOthers() throws Exception {
        SharedReads<Integer, String> shared = new SharedReads<>(1, this::read);
        CompletableFuture<Optional<String>> first = ask(shared, 1);
        awaitReads(1);
        List<CompletableFuture<Optional<String>>> later = new ArrayList<>();
        for (int key : new int[] {1, 2, 3, 3, 2000}) {
            later.add(ask(shared, key));
        }
        settle();
        assertThat(reads).hasSize(1);

        permitted.release(2);

        assertThat(first.get()).contains("value 1");
        assertThat(later.get(0).get()).contains("value 1");
        assertThat(later.get(2).get()).contains("value 3");
        assertThat(later.get(3).get()).contains("value 3");
        assertThat(later.get(4).get()).isEmpty();
        assertThat(reads).containsExactly(Set.of(1), Set.of(1, 2, 3, 2000));
    }

    @Test
    void noReadIsOfMoreThanItsMost() throws Exception {
        SharedReads<Integer, String> shared = new SharedReads<>(1, this::read);
        CompletableFuture<Optional<String>> first = ask(shared, 0);
        awaitReads(1);
        List<CompletableFuture<Optional<String>>> later = new ArrayList<>();
        for (int key = 1; key <= SharedReads.MOST + 20; key++) {
            later.add(ask(shared, key));
        }
        settle();

        permitted.release(3);

        assertThat(first.get()).isPresent();
        for (CompletableFuture<Optional<String>> each : later) {
            assertThat(each.get()).isPresent();
        }
        assertThat(reads.stream().map(Set::size)).containsExactly(1, SharedReads.MOST, 20);
    }

    @Test
    void ifAReadOfSeveralFailsEachReadsByItself() throws Exception {
        SharedReads<Integer, String> shared = new SharedReads<>(1, this::read);
        CompletableFuture<Optional<String>> first = ask(shared, 1);
        awaitReads(1);
        CompletableFuture<Optional<String>> wrong = ask(shared, -5);
        CompletableFuture<Optional<String>> beside = ask(shared, 2);
        settle();

        permitted.release(5);

        assertThat(first.get()).isPresent();
        assertThatThrownBy(wrong::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("no -5");
        assertThat(beside.get()).contains("value 2");
        assertThat(shared.get(3)).contains("value 3");
        assertThatThrownBy(() -> {
                    permitted.release();
                    Optional<String> unused = shared.get(-6);
                })
                .hasMessage("no -6");
    }

    @Test
    void nobodyWaitsForAReadThatHangs() throws Exception {
        SharedReads<Integer, String> shared = new SharedReads<>(1, this::read);
        CompletableFuture<Optional<String>> stuck = ask(shared, 1);
        awaitReads(1);

        assertThatThrownBy(() -> shared.get(2)).isInstanceOf(Unavailable.class);

        permitted.release(2);
        assertThat(stuck.get()).isPresent();
        assertThat(shared.get(2)).contains("value 2");
        assertThat(reads).containsExactly(Set.of(1), Set.of(2));
    }

    @Test
    void besideAReadThatTakesLongAnotherBegins() throws Exception {
        SharedReads<Integer, String> shared = new SharedReads<>(2, this::read);
        CompletableFuture<Optional<String>> stuck = ask(shared, 1);
        awaitReads(1);
        settle();

        CompletableFuture<Optional<String>> second = ask(shared, 2);
        awaitReads(2);
        settle();
        CompletableFuture<Optional<String>> third = ask(shared, 3);
        settle();

        assertThat(reads).containsExactly(Set.of(1), Set.of(2));
        permitted.release(3);
        assertThat(stuck.get()).isPresent();
        assertThat(second.get()).isPresent();
        assertThat(third.get()).isPresent();
    }

    @Test
    void whoIsInterruptedStillHasAnAnswerAndIsInterruptedAfterwards() throws Exception {
        SharedReads<Integer, String> shared = new SharedReads<>(1, this::read);
        CompletableFuture<Optional<String>> first = ask(shared, 1);
        awaitReads(1);
        var seen = new CompletableFuture<Boolean>();
        var waiting = new Thread(() -> {
            Optional<String> found = shared.get(2);
            seen.complete(found.isPresent() && Thread.currentThread().isInterrupted());
        });
        waiting.start();
        settle();
        waiting.interrupt();
        settle();

        permitted.release(2);

        assertThat(first.get()).isPresent();
        assertThat(seen.get()).isTrue();
    }
}
