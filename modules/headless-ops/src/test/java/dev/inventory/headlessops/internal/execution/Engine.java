package dev.inventory.headlessops.internal.execution;

import dev.inventory.headlessops.Finding;
import dev.inventory.headlessops.fixture.FakeInventory;
import dev.inventory.headlessops.fixture.SettableClock;
import dev.inventory.headlessops.fixture.TestDatabase;
import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.jobs.Jobs;
import dev.inventory.platform.settings.ServerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** One server's engine, put together as the container does it, with the transactions that the container makes. */
@SuppressWarnings("UnnecessaryAssignment") // there is no container here to inject
final class Engine implements AutoCloseable {

    static final Duration LEASE = Duration.ofSeconds(15);

    final OperationQueue queue = new OperationQueue();
    final OperationStart starts;
    final OperationShares shares;
    final OperationResults results;
    final OperationEnd ends = new OperationEnd();
    final EndedOperations ended = new EndedOperations();
    final OrganizationBounds bounds = new OrganizationBounds();
    final OperationDispatcher dispatcher = new OperationDispatcher();
    final List<Finding> found = new CopyOnWriteArrayList<>();
    int otherServers;
    private final SettableClock clock;
    private final OperationTypes types;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    Engine(
            TestDatabase transactions,
            FakeInventory inventory,
            Organizations organizations,
            SettableClock clock,
            FakeType type) {
        this(transactions, inventory, organizations, clock, type.types());
    }

    Engine(
            TestDatabase transactions,
            FakeInventory inventory,
            Organizations organizations,
            SettableClock clock,
            OperationTypes types) {
        this.clock = clock;
        this.types = types;
        ServerSettings server = new ServerSettings();
        OperationSettings settings = new OperationSettings();
        starts = new OperationStart() {
            @Override
            public boolean begin(StartClaim claim, Duration grace) {
                return transactions.inTransaction(() -> super.begin(claim, grace));
            }
        };
        starts.database = transactions;
        starts.devices = inventory;
        starts.organizations = organizations;
        starts.types = types;
        starts.server = server;
        starts.clock = clock;
        shares = new OperationShares() {
            @Override
            public int occupy(Claim claim, Instant leaseUntil) {
                return transactions.inTransaction(() -> super.occupy(claim, leaseUntil));
            }
        };
        shares.database = transactions;
        shares.devices = inventory;
        shares.server = server;
        shares.others = () -> otherServers;
        shares.clock = clock;
        results = new OperationResults() {
            @Override
            public void record(
                    Claim claim, Collection<Result> some, Collection<Retry> retries, Instant until, boolean firmware) {
                transactions.inTransaction(() -> super.record(claim, some, retries, until, firmware));
            }
        };
        results.database = transactions;
        results.records = inventory;
        results.findings = (operation, found, at) -> this.found.addAll(found);
        results.clock = clock;
        queue.database = transactions;
        queue.clock = clock;
        ends.database = transactions;
        ends.clock = clock;
        ended.database = transactions;
        bounds.settings = settings;
        dispatcher.queue = queue;
        dispatcher.starts = starts;
        dispatcher.shares = shares;
        dispatcher.results = results;
        dispatcher.ends = ends;
        dispatcher.types = types;
        dispatcher.bounds = bounds;
        dispatcher.settings = settings;
        dispatcher.clock = clock;
        dispatcher.jobs = new Jobs() {
            @Override
            public void once(String name, Runnable task) {
                try {
                    threads.execute(task);
                } catch (RejectedExecutionException e) {
                    // this server has died
                }
            }
        };
    }

    /** Starts the next due operation that has not begun. */
    void startNext() {
        Due due = queue.due().stream().filter(d -> !d.started()).findFirst().orElseThrow();
        boolean unused = starts.begin(starts.claim(due, LEASE).orElseThrow(), Duration.ofMinutes(1));
    }

    Assignment claim(long operationId) {
        return shares.claim(operationId, LEASE).orElseThrow();
    }

    /** Works on all that can be worked on now, one share after the other, on this thread. */
    void workOff(long operationId) {
        do {
            for (var next = shares.claim(operationId, LEASE);
                    next.isPresent();
                    next = shares.claim(operationId, LEASE)) {
                runner(next.get()).run();
            }
        } while (ends.settle(operationId));
    }

    OperationRunner runner(Assignment assignment) {
        return new OperationRunner(assignment, LEASE, shares, results, types, bounds, clock);
    }

    /** As kill -9: nothing is given back, and no thread does anything any more. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
