package dev.inventory.device.internal.polling;

import dev.inventory.device.ObservedIdentity;
import dev.inventory.device.Probe;
import dev.inventory.device.internal.snmp.Identification;
import dev.inventory.device.internal.snmp.SnmpAgent;
import dev.inventory.platform.jobs.Jobs;
import dev.inventory.platform.lifecycle.Started;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads what devices are when they are first heard of and after each restart: hardware is exchanged while it is off. That
 * it was read is noted with the device, so that a server that ends in between makes up for it. Slowly, since a thousand
 * devices may come at once and nothing waits for it.
 */
@ApplicationScoped
class IdentityReads {

    private static final Duration ROUND = Duration.ofMillis(500);
    private static final int STARTS_PER_ROUND = 100;
    private static final int WINDOW = 50;
    private static final int BATCH = 500;
    private static final Duration SECOND_TRY = Duration.ofMinutes(10);

    @Inject
    Identification identification;

    @Inject
    IdentityStore store;

    @Inject
    Fleet fleet;

    @Inject
    Jobs jobs;

    @Inject
    Clock clock;

    private final Queue<PolledDevice> due = new ConcurrentLinkedQueue<>();
    private final Queue<Read> read = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();

    /** What came of asking a device. */
    private record Read(PolledDevice device, Probe<ObservedIdentity> probe) {}

    void start(@Observes @Priority(Interceptor.Priority.APPLICATION) Started started) {
        jobs.every("poll-identities", ROUND, this::round);
    }

    /** Whether the device is to be asked; called with each of its answers, by one thread. */
    void consider(PolledDevice device, Instant at) {
        Instant identified = device.identifiedAt;
        Instant booted = device.bootedAt;
        boolean known = identified != null && (booted == null || !booted.isAfter(identified));
        if (!known && !device.identifying && !at.isBefore(device.identifyAfter)) {
            device.identifying = true;
            due.add(device);
        }
    }

    void round() {
        storeRead();
        for (int i = 0; i < STARTS_PER_ROUND && open.get() < WINDOW; i++) {
            PolledDevice device = due.poll();
            if (device == null) {
                return;
            }
            ask(device);
        }
    }

    private void ask(PolledDevice device) {
        SnmpAgent agent = device.settings.agent();
        if (agent == null || device.gone) {
            device.identifying = false;
            return;
        }
        open.incrementAndGet();
        var unused = identification.read(agent, true).whenComplete((probe, failure) -> {
            open.decrementAndGet();
            read.add(new Read(device, probe == null ? new Probe.Silent<>(String.valueOf(failure)) : probe));
        });
    }

    private void storeRead() {
        List<Read> taken = new ArrayList<>();
        for (Read next = read.poll(); next != null; next = taken.size() < BATCH ? read.poll() : null) {
            taken.add(next);
        }
        if (taken.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        try {
            store(taken, now);
        } catch (RuntimeException e) {
            read.addAll(taken); // and the job's report says why
            throw e;
        }
        taken.forEach(each -> {
            if (isConclusive(each.probe)) {
                each.device.identifiedAt = now;
            } else {
                each.device.identifyAfter = now.plus(SECOND_TRY);
            }
            each.device.identifying = false;
        });
    }

    private void store(List<Read> taken, Instant now) {
        Map<Long, ObservedIdentity> identities = new LinkedHashMap<>();
        List<Long> asked = new ArrayList<>();
        for (Read each : taken) {
            if (isConclusive(each.probe)) {
                asked.add(each.device.id);
            }
            if (each.probe instanceof Probe.Answered<ObservedIdentity> answered) {
                identities.put(each.device.id, answered.value());
            }
        }
        store.write(asked, identities, now).forEach(fleet::forget);
    }

    /** Whether asking again would tell no more. */
    private static boolean isConclusive(Probe<ObservedIdentity> probe) {
        return probe instanceof Probe.Answered
                || (probe instanceof Probe.Refused<ObservedIdentity> refused
                        && refused.cause() == Probe.Cause.NO_SUCH_OBJECT);
    }
}
