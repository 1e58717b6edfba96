package dev.inventory.headlessops.internal.execution;

import dev.inventory.headlessops.ErrorClass;
import dev.inventory.headlessops.OperationOptions;
import dev.inventory.headlessops.Outcome;
import dev.inventory.platform.persistence.DatabaseFailure;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
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
 * Works on one claimed share of an operation, on one thread, however many devices are asked at once. Answers arrive on
 * foreign threads and only hand themselves to the inbox; everything else happens here: launching, collecting, writing.
 */
final class OperationRunner {

    /** Most results in one transaction. */
    static final int BATCH_SIZE = 1000;

    private static final Logger LOG = Logger.getLogger(OperationRunner.class.getName());
    private static final Duration BATCH_TIME = Duration.ofMillis(250);
    private static final Duration BOUND_TIME = Duration.ofMillis(20);
    private static final Duration BUSY_TIME = Duration.ofSeconds(1);
    private static final int PAGE_SIZE = 1000;
    private static final int ATTEMPTS = 5;
    private static final long RETRY_MILLIS = 200;

    /** Looked past this many devices of organizations whose bound is reached, the runner waits. */
    private static final int MAX_LOOKAHEAD = 50;

    private final Assignment assignment;
    private final Claim claim;
    private final OperationOptions options;
    private final Duration lease;
    private final OperationShares shares;
    private final OperationResults results;
    private final OperationTypes types;
    private final OrganizationBounds bounds;
    private final Clock clock;
    private final @Nullable Pace pace;

    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final Deque<PendingDevice> waiting = new ArrayDeque<>();
    private final List<Result> batch = new ArrayList<>(BATCH_SIZE);
    private final List<Retry> retries = new ArrayList<>();
    private final CountDownLatch stopRequested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Instant leaseUntil;
    private volatile boolean leaseLost;
    private volatile boolean draining;
    private final Map<Long, Instant> inFlight = new LinkedHashMap<>();
    private int window;
    private long lastRead;
    private boolean allRead;
    private boolean complained;
    private @Nullable Instant laterAt;

    OperationRunner(
            Assignment assignment,
            Duration lease,
            OperationShares shares,
            OperationResults results,
            OperationTypes types,
            OrganizationBounds bounds,
            Clock clock) {
        this.assignment = assignment;
        this.claim = assignment.claim();
        this.options = assignment.options();
        this.lastRead = claim.firstDevice() - 1;
        this.window = assignment.window();
        this.lease = lease;
        this.shares = shares;
        this.results = results;
        this.types = types;
        this.bounds = bounds;
        this.clock = clock;
        this.leaseUntil = clock.instant().plus(lease);
        OptionalDouble rate = Slices.rate(options, window);
        this.pace = rate.isPresent() ? new Pace(rate.getAsDouble(), clock) : null;
    }

    Claim claim() {
        return claim;
    }

    long lane() {
        return assignment.lane();
    }

    /** Works until the share is done, or given back with what can only be done later, or lost. */
    void run() {
        try {
            OperationTypes.Work work = types.work(assignment, inbox::add);
            occupy();
            work(work);
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

    /** From now on so many devices may be asked at once. */
    void widen(int newWindow) {
        inbox.add(() -> {
            window = newWindow;
            if (pace != null) {
                Slices.rate(options, newWindow).ifPresent(pace::rate);
            }
        });
    }

    /** Somebody else has the share. */
    void loseLease() {
        leaseLost = true;
        wake();
    }

    /** No further device is asked; when those that are have answered, the share is given back. */
    void drain() {
        draining = true;
        wake();
    }

    boolean isDraining() {
        return draining;
    }

    /** The server stops: what has come in is written, then the share is given back. */
    void stop() {
        stopRequested.countDown();
        wake();
    }

    /** @return whether the runner has ended within the time */
    boolean awaitEnd(Duration atMost) throws InterruptedException {
        return ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Two operations that take a device in the same moment are told apart by the database: one tries again. */
    private void occupy() throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                int unused = shares.occupy(claim, leaseUntil);
                return;
            } catch (DatabaseFailure e) {
                if (!isDuplicate(e) || attempt == ATTEMPTS) {
                    throw e;
                }
                boolean unused = stopRequested.await(RETRY_MILLIS / 4 * attempt, TimeUnit.MILLISECONDS);
            }
        }
    }

    private static boolean isDuplicate(DatabaseFailure failure) {
        return failure.getCause() instanceof SQLException sql
                && String.valueOf(sql.getSQLState()).startsWith("23");
    }

    private void work(OperationTypes.Work work) throws InterruptedException {
        while (true) {
            if (leaseLost) {
                throw new LeaseLost(claim);
            }
            boolean late = !clock.instant().isBefore(assignment.deadline());
            if (isStopping() || late) {
                takeWhatHasCome();
                if (late) {
                    giveUpThoseAsked();
                }
                write();
                shares.release(claim, clock.instant());
                return;
            }
            launch(work);
            if (inFlight.isEmpty() && inbox.isEmpty() && (draining || (allRead && waiting.isEmpty()))) {
                write();
                Instant later = laterAt;
                shares.release(claim, draining || later == null ? clock.instant() : later);
                return;
            }
            collect(work);
            write();
        }
    }

    /** Fills the window: as many devices are asked at once as the options allow. */
    private void launch(OperationTypes.Work work) {
        int passedOver = 0;
        while (!draining
                && inFlight.size() < window
                && passedOver < MAX_LOOKAHEAD
                && hasNext()
                && clock.instant().isBefore(leaseUntil)
                && isItTime()) {
            PendingDevice device = waiting.remove();
            if (device.isGone()) {
                batch.add(new Result(device.deviceId(), Outcome.gone(), 0, 0, clock.instant()));
            } else if (bounds.enter(device.organizationId())) {
                launch(work, device);
            } else {
                waiting.add(device);
                passedOver++;
            }
        }
    }

    private boolean isItTime() {
        return pace == null || pace.allows();
    }

    private boolean hasNext() {
        while (waiting.isEmpty() && !allRead) {
            List<PendingDevice> page = shares.pending(claim, lastRead, PAGE_SIZE);
            allRead = page.size() < PAGE_SIZE;
            lastRead = page.isEmpty() ? lastRead : page.get(page.size() - 1).deviceId();
            page.forEach(this::sort);
        }
        return !waiting.isEmpty();
    }

    /** A device is dealt with now, or later because it failed just now or another operation has it. */
    private void sort(PendingDevice device) {
        Instant now = clock.instant();
        if (device.ours()) {
            waiting.add(device);
        } else if (device.retryAt().isAfter(now)) {
            later(device.retryAt());
        } else if (options.isBusySkipped()) {
            batch.add(new Result(
                    device.deviceId(), Outcome.skipped("Another operation works on the device."), 0, 0, now));
        } else {
            later(now.plus(BUSY_TIME));
        }
    }

    private void later(Instant at) {
        Instant known = laterAt;
        laterAt = known == null || at.isBefore(known) ? at : known;
    }

    private void launch(OperationTypes.Work work, PendingDevice device) {
        Instant launched = clock.instant();
        CompletionStage<Outcome> stage;
        try {
            stage = work.on(device);
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedFuture(e);
        }
        inFlight.put(device.deviceId(), launched);
        if (pace != null) {
            pace.began();
        }
        stage.whenComplete((outcome, failure) -> {
            Instant finished = clock.instant();
            bounds.leave(device.organizationId());
            inbox.add(() -> {
                inFlight.remove(device.deviceId());
                take(device, result(device.deviceId(), outcomeOf(outcome, failure), launched, finished));
            });
        });
    }

    private void take(PendingDevice device, Result result) {
        if (result.outcome().passes() && device.attempts() < options.retries().max()) {
            Instant at = result.finishedAt().plus(options.retries().pause(device.attempts() + 1));
            retries.add(new Retry(device.deviceId(), at, result.outcome()));
            later(at);
        } else {
            batch.add(result);
        }
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
    private void collect(OperationTypes.Work work) throws InterruptedException {
        long end = System.nanoTime() + BATCH_TIME.toNanos();
        while (batch.size() < BATCH_SIZE && !leaseLost && !isStopping()) {
            // Room in a bound of all runners makes itself known to none of them.
            long atMost = waiting.isEmpty() || draining ? end - System.nanoTime() : BOUND_TIME.toNanos();
            Runnable message = inbox.poll(atMost, TimeUnit.NANOSECONDS);
            if (message != null) {
                message.run();
            } else if (System.nanoTime() >= end) {
                return;
            }
            launch(work);
            if (inFlight.isEmpty() && inbox.isEmpty() && (draining || waiting.isEmpty())) {
                return;
            }
        }
    }

    private static Result result(long device, Outcome outcome, Instant launched, Instant finished) {
        return new Result(
                device,
                outcome,
                1,
                Math.max(0, Duration.between(launched, finished).toMillis()),
                finished);
    }

    /** Devices that were asked and have not answered when the operation's time is over. */
    private void giveUpThoseAsked() {
        Outcome silent = Outcome.failed(
                ErrorClass.CONNECTION_TIMEOUTS, "The operation timed out before the device had answered.");
        Instant now = clock.instant();
        inFlight.forEach((device, launched) -> batch.add(result(device, silent, launched, now)));
        inFlight.clear();
    }

    private void takeWhatHasCome() {
        List<Runnable> messages = new ArrayList<>();
        inbox.drainTo(messages);
        messages.forEach(Runnable::run);
    }

    /** Writes the batch. A passing failure (a deadlock, a database that is away for a moment) is tried again. */
    private void write() throws InterruptedException {
        for (int from = 0; from < batch.size() || !retries.isEmpty(); from += BATCH_SIZE) {
            int start = Math.min(from, batch.size());
            write(batch.subList(start, Math.min(batch.size(), start + BATCH_SIZE)));
            retries.clear();
        }
        batch.clear();
    }

    private void write(List<Result> part) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                Instant until = clock.instant().plus(lease);
                results.record(claim, part, retries, until, options.updateFirmwareInfo());
                leaseUntil = until;
                return;
            } catch (LeaseLost e) {
                throw e;
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS) {
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
