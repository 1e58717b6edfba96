package dev.inventory.headlessops.internal.execution;

import dev.inventory.headlessops.fixture.FakeInventory;
import dev.inventory.headlessops.fixture.TestDatabase;
import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.settings.ServerSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The store with the transactions that the container's interceptor makes. */
@SuppressWarnings("UnnecessaryAssignment") // there is no container here to inject
final class TransactionalStore extends OperationStore {

    private final TestDatabase transactions;

    TransactionalStore(TestDatabase database, FakeInventory inventory, Organizations organizations, Clock clock) {
        this.transactions = database;
        this.database = database;
        this.devices = inventory;
        this.records = inventory;
        this.organizations = organizations;
        this.server = new ServerSettings();
        this.clock = clock;
    }

    @Override
    public List<Due> due(int max) {
        return transactions.inTransaction(() -> super.due(max));
    }

    @Override
    public Optional<Claim> claim(Due due, Duration lease) {
        return transactions.inTransaction(() -> super.claim(due, lease));
    }

    @Override
    public boolean renew(Claim claim, Instant until) {
        return transactions.inTransaction(() -> super.renew(claim, until));
    }

    @Override
    public void release(Claim claim) {
        transactions.inTransaction(() -> super.release(claim));
    }

    @Override
    public Assignment begin(Claim claim) {
        return transactions.inTransaction(() -> super.begin(claim));
    }

    @Override
    public List<Target> pending(Claim claim, long afterDeviceId, int max) {
        return transactions.inTransaction(() -> super.pending(claim, afterDeviceId, max));
    }

    @Override
    public void record(Claim claim, Collection<Result> results, boolean updateFirmware) {
        transactions.inTransaction(() -> super.record(claim, results, updateFirmware));
    }

    @Override
    public void finish(Claim claim, boolean timedOut) {
        transactions.inTransaction(() -> super.finish(claim, timedOut));
    }
}
