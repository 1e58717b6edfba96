package dev.inventory.device.internal.polling;

import dev.inventory.device.AppliedSettings;
import dev.inventory.device.DeviceProbes;
import dev.inventory.device.ObservedIdentity;
import dev.inventory.device.ObservedStatus;
import dev.inventory.device.Probe;
import dev.inventory.device.internal.polling.PollResults.Outcome;
import dev.inventory.device.internal.snmp.Identification;
import dev.inventory.device.internal.snmp.SnmpAgent;
import dev.inventory.device.internal.snmp.SnmpReply;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Asks devices on behalf of somebody, beside the regular polls. */
@ApplicationScoped
class NetworkProbes implements DeviceProbes {

    /** As deep as devices may stand behind each other. */
    private static final int MAX_DEPTH = 32;

    /** Threads that begin checks: as many names are resolved at once. */
    private static final int BEGINNERS = 8;

    @Inject
    Fleet fleet;

    @Inject
    Looks looks;

    @Inject
    PollResults results;

    @Inject
    Identification identification;

    @Inject
    SettingWriter settingWriter;

    private final Map<Long, CompletableFuture<Probe<ObservedStatus>>> checks = new ConcurrentHashMap<>();
    private final ExecutorService beginners = Executors.newFixedThreadPool(BEGINNERS, task -> {
        Thread thread = new Thread(task, "status-checks");
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public CompletionStage<Probe<ObservedIdentity>> readIdentity(long deviceId, boolean withFirmware) {
        Optional<PolledDevice> device = fleet.current(deviceId);
        if (device.isEmpty()) {
            return CompletableFuture.completedFuture(unknown());
        }
        SnmpAgent agent = device.get().settings.agent();
        return agent == null
                ? CompletableFuture.completedFuture(new Probe.Refused<>(
                        Probe.Cause.UNREACHABLE, device.get().settings.refusal()))
                : identification.read(agent, withFirmware);
    }

    @Override
    public CompletionStage<Probe<AppliedSettings>> applySettings(long deviceId) {
        Optional<PolledDevice> device = fleet.current(deviceId);
        if (device.isEmpty()) {
            return CompletableFuture.completedFuture(unknown());
        }
        SnmpAgent agent = device.get().settings.agent();
        return agent == null
                ? CompletableFuture.completedFuture(new Probe.Refused<>(
                        Probe.Cause.UNREACHABLE, device.get().settings.refusal()))
                : settingWriter.write(agent, deviceId);
    }

    @Override
    public CompletionStage<Probe<ObservedStatus>> checkStatus(long deviceId) {
        Optional<PolledDevice> device = fleet.asStored(deviceId);
        if (device.isEmpty()) {
            return CompletableFuture.completedFuture(unknown());
        }
        CompletableFuture<Probe<ObservedStatus>> mine = new CompletableFuture<>();
        CompletableFuture<Probe<ObservedStatus>> running = checks.putIfAbsent(deviceId, mine);
        if (running != null) {
            return running;
        }
        AtomicReference<SnmpReply> last = new AtomicReference<>(new SnmpReply.Timeout());
        var unused = results.awaitStored(deviceId).whenComplete((status, error) -> {
            checks.remove(deviceId, mine);
            mine.complete(
                    error == null ? probe(status, last.get()) : new Probe.Silent<>("The result could not be stored"));
        });
        check(device.get(), last);
        return mine;
    }

    /** One that turns our user down is no more up than one that is silent, but waiting does not mend it. */
    private static Probe<ObservedStatus> probe(ObservedStatus status, @Nullable SnmpReply reply) {
        return reply instanceof SnmpReply.AuthenticationFailed failed && !status.up()
                ? new Probe.Refused<>(Probe.Cause.AUTHENTICATION_FAILURE, failed.reason())
                : new Probe.Answered<>(status);
    }

    @Override
    public Set<Long> checkStatus(Collection<Long> deviceIds, Duration budget) {
        long end = System.nanoTime() + budget.toNanos();
        Map<Long, CompletableFuture<Probe<ObservedStatus>>> asked = new LinkedHashMap<>();
        deviceIds.forEach(id -> asked.put(id, begin(id)));
        Set<Long> late = new TreeSet<>();
        asked.forEach((id, check) -> {
            try {
                check.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException e) {
                late.add(id);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                late.add(id);
            }
        });
        return late;
    }

    /** Not on the caller's thread: before a device is asked, its name may have to be, and that takes its time. */
    private CompletableFuture<Probe<ObservedStatus>> begin(long id) {
        return CompletableFuture.supplyAsync(() -> checkStatus(id), beginners).thenCompose(check -> check);
    }

    @PreDestroy
    void close() {
        beginners.shutdownNow();
    }

    /**
     * A device that is silent is not concluded about before those that it is reached through, which are asked as soon as it
     * has failed once.
     */
    private void check(PolledDevice device, AtomicReference<SnmpReply> last) {
        Looks.Running asked = looks.at(device);
        CompletableFuture<List<CompletableFuture<Outcome>>> line = asked.failed()
                .thenApply(failed -> failed
                        ? ancestors(device).stream()
                                .map(ancestor -> looks.at(ancestor).last())
                                .toList()
                        : List.of());
        var unused = asked.last().thenAcceptBoth(line, (outcome, ancestors) -> {
            last.set(outcome.reply());
            CompletableFuture<Void> settled = CompletableFuture.allOf(ancestors.toArray(CompletableFuture[]::new));
            if (outcome.isAlive()) {
                results.add(outcome);
                var ignored = settled.thenRun(() -> ancestors.forEach(ancestor -> results.add(ancestor.join())));
            } else {
                var ignored = settled.thenRun(() -> {
                    ancestors.forEach(ancestor -> results.add(ancestor.join()));
                    results.add(outcome);
                });
            }
        });
    }

    /** What the device is reached through and is thought to be up, the farthest first. */
    private List<PolledDevice> ancestors(PolledDevice device) {
        List<PolledDevice> ancestors = new ArrayList<>();
        Optional<PolledDevice> next = fleet.parentOf(device);
        while (next.isPresent() && !ancestors.contains(next.get()) && ancestors.size() < MAX_DEPTH) {
            ancestors.add(0, next.get());
            next = fleet.parentOf(next.get());
        }
        ancestors.removeIf(each -> each == device || !each.status.up || !each.settings.pollingEnabled());
        return ancestors;
    }

    private static <T> Probe<T> unknown() {
        return new Probe.Refused<>(Probe.Cause.UNKNOWN_DEVICE, "The device is not in the inventory");
    }
}
