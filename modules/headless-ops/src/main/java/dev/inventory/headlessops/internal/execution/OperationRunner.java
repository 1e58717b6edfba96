package dev.inventory.headlessops.internal.execution;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Works on one claimed operation, on one thread, however many devices are asked at once. Answers arrive on foreign
 * threads and only hand themselves to the inbox; everything else happens here: launching, collecting, writing.
 */
final class OperationRunner {

    /** Most results in one transaction. */
    static final int BATCH_SIZE = 500;

    private static final Logger LOG = Logger.getLogger(OperationRunner.class.getName());
    private static final Duration BATCH_TIME = Duration.ofMillis(250);
    private static final int PAGE_SIZE = 1000;
    private static final int WRITE_ATTEMPTS = 5;
    private static final long RETRY_MILLIS = 200;

    private final Claim claim;
    private final OperationStore store;
    private final OperationTypes types;
    private final Clock clock;

    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final Deque<Target> waiting = new ArrayDeque<>();
    private final List<Result> batch = new ArrayList<>(BATCH_SIZE);
    private final CountDownLatch stopRequested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Instant leaseUntil;
    private volatile boolean leaseLost;
    private int inFlight;
    private long lastRead;
    private boolean allRead;
    private boolean complained;

    OperationRunner(Claim claim, Instant leaseUntil, OperationStore store, OperationTypes types, Clock clock) {
        this.claim = claim;
        this.leaseUntil = leaseUntil;
        this.store = store;
        this.types = types;
        this.clock = clock;
    }

    Claim claim() {
        return claim;
    }

    /** Works until the operation has ended, the claim is lost, or the server stops. */
    void run() {
        try {
            Assignment assignment = store.begin(claim);
            OperationType type = types.find(assignment.operationType())
                    .orElseThrow(() ->
                            new IllegalStateException("No operation type is named " + assignment.operationType()));
            work(type, assignment);
        } catch (LeaseLost e) {
            LOG.info(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    /** The lease was renewed. Without it no device is asked any more. */
    void leasedUntil(Instant until) {
        leaseUntil = until;
    }

    /** Somebody else has the operation. */
    void loseLease() {
        leaseLost = true;
        wake();
    }

    /** The server stops: what has come in is written, then the operation is given back. */
    void stop() {
        stopRequested.countDown();
        wake();
    }

    /** @return whether the runner has ended within the time */
    boolean awaitEnd(Duration atMost) throws InterruptedException {
        return ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void work(OperationType type, Assignment assignment) throws InterruptedException {
        OperationOptions options = assignment.options();
        while (true) {
            if (leaseLost) {
                throw new LeaseLost(claim);
            }
            if (isStopping()) {
                takeWhatHasCome();
                write(options);
                store.release(claim);
                return;
            }
            if (!clock.instant().isBefore(assignment.deadline())) {
                takeWhatHasCome();
                write(options);
                giveUpTheRest(options);
                store.finish(claim, true);
                return;
            }
            launch(type, options);
            if (inFlight == 0 && allRead && waiting.isEmpty()) {
                store.finish(claim, false);
                return;
            }
            collect(type, options);
            write(options);
        }
    }

    /** Fills the window: as many devices are asked at once as the options allow. */
    private void launch(OperationType type, OperationOptions options) {
        while (inFlight < options.parallel() && hasNext() && clock.instant().isBefore(leaseUntil)) {
            launch(type, options, waiting.remove());
        }
    }

    private boolean hasNext() {
        if (waiting.isEmpty() && !allRead) {
            List<Target> page = store.pending(claim, lastRead, PAGE_SIZE);
            waiting.addAll(page);
            allRead = page.size() < PAGE_SIZE;
            lastRead = page.isEmpty() ? lastRead : page.get(page.size() - 1).deviceId();
        }
        return !waiting.isEmpty();
    }

    private void launch(OperationType type, OperationOptions options, Target target) {
        Instant launched = clock.instant();
        CompletionStage<Outcome> stage;
        try {
            stage = type.run(target, options, inbox::add);
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedFuture(e);
        }
        inFlight++;
        stage.whenComplete((outcome, failure) -> {
            Instant finished = clock.instant();
            inbox.add(() -> {
                inFlight--;
                long millis = Math.max(0, Duration.between(launched, finished).toMillis());
                batch.add(new Result(target.deviceId(), outcomeOf(outcome, failure), 1, millis, finished));
            });
        });
    }

    private Outcome outcomeOf(@Nullable Outcome outcome, @Nullable Throwable failure) {
        if (outcome != null) {
            return outcome;
        }
        if (!complained) {
            complained = true;
            LOG.log(Level.WARNING, "Operation " + claim.operationId() + " failed on a device (told once)", failure);
        }
        return Outcome.failed(ErrorClass.INTERNAL_ERRORS, "The server failed to ask the device; see its log.");
    }

    /** Takes in answers until there is a batch of them or its time is over, and launches for each that came. */
    private void collect(OperationType type, OperationOptions options) throws InterruptedException {
        long end = System.nanoTime() + BATCH_TIME.toNanos();
        while (batch.size() < BATCH_SIZE && !leaseLost && !isStopping()) {
            Runnable message = inbox.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (message == null) {
                return;
            }
            message.run();
            launch(type, options);
            if (inFlight == 0) {
                return;
            }
        }
    }

    private void takeWhatHasCome() {
        List<Runnable> messages = new ArrayList<>();
        inbox.drainTo(messages);
        messages.forEach(Runnable::run);
    }

    /** Devices that nobody will ask any more. */
    private void giveUpTheRest(OperationOptions options) throws InterruptedException {
        long after = 0;
        List<Target> rest;
        do {
            rest = store.pending(claim, after, BATCH_SIZE);
            Instant now = clock.instant();
            for (Target target : rest) {
                batch.add(new Result(target.deviceId(), Outcome.NOT_PROCESSED, 0, 0, now));
                after = target.deviceId();
            }
            write(options);
        } while (rest.size() == BATCH_SIZE);
    }

    /** Writes the batch. A passing failure (a deadlock, a database that is away for a moment) is tried again. */
    private void write(OperationOptions options) throws InterruptedException {
        for (int from = 0; from < batch.size(); from += BATCH_SIZE) {
            write(batch.subList(from, Math.min(batch.size(), from + BATCH_SIZE)), options);
        }
        batch.clear();
    }

    private void write(List<Result> results, OperationOptions options) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                store.record(claim, results, options.updateFirmwareInfo());
                return;
            } catch (LeaseLost e) {
                throw e;
            } catch (RuntimeException e) {
                if (attempt == WRITE_ATTEMPTS) {
                    throw e;
                }
                LOG.log(Level.INFO, "Results of operation " + claim.operationId() + " will be written again", e);
                boolean unused = stopRequested.await(RETRY_MILLIS << attempt, TimeUnit.MILLISECONDS);
            }
        }
    }

    private boolean isStopping() {
        return stopRequested.getCount() == 0;
    }

    private void wake() {
        inbox.add(() -> {});
    }
}
