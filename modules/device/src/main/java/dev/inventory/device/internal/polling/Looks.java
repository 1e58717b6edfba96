package dev.inventory.device.internal.polling;

import dev.inventory.device.DeviceState;
import dev.inventory.device.internal.DeviceSettings;
import dev.inventory.device.internal.polling.PollResults.Outcome;
import dev.inventory.device.internal.snmp.SnmpAgent;
import dev.inventory.device.internal.snmp.SystemGroup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Looks at a device now, as often as it takes to say that it is down, and as far apart as the timer's polls: what fails
 * in one moment may be there in the next. A look that is not the last counts as a poll.
 */
@ApplicationScoped
class Looks {

    private static final Logger LOG = Logger.getLogger(Looks.class.getName());

    /** As many names are resolved at once. */
    private static final int THREADS = 8;

    @Inject
    Fleet fleet;

    @Inject
    Inquiries inquiries;

    @Inject
    PollResults results;

    @Inject
    DeviceSettings settings;

    @Inject
    Clock clock;

    private final Map<Long, Running> running = new ConcurrentHashMap<>();
    private final ScheduledExecutorService pauses = Executors.newScheduledThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "status-looks");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * The looks at a device.
     *
     * @param failed whether it failed at first
     * @param last what they came to, which its caller hands on to the results
     */
    record Running(CompletableFuture<Boolean> failed, CompletableFuture<Outcome> last) {
        Running() {
            this(new CompletableFuture<>(), new CompletableFuture<>());
        }
    }

    private int failures = 2;
    private Duration budget = Duration.ofSeconds(5);

    @PostConstruct
    void begin() {
        failures = settings.failuresToDown();
        budget = settings.statusBudget();
    }

    @PreDestroy
    void close() {
        pauses.shutdownNow();
    }

    /** Begins to look; who else wants to know meanwhile is given the same. */
    Running at(PolledDevice device) {
        Running mine = new Running();
        Running others = running.putIfAbsent(device.id, mine);
        if (others != null) {
            return others;
        }
        int most = isKnownToBeDown(device) ? 1 : failures;
        look(device, mine, most, retries(device, most));
        return mine;
    }

    private static boolean isKnownToBeDown(PolledDevice device) {
        DeviceState state = device.status.state;
        return !device.status.up && (state == DeviceState.DOWN || state == DeviceState.FLAPPING);
    }

    private void look(PolledDevice device, Running mine, int left, int retries) {
        Instant begun = clock.instant();
        inquiries.ask(device, SystemGroup.OIDS, retries, (reply, sign) -> {
            Outcome outcome = new Outcome(device, reply, sign, Outcome.Kind.CHECK, begun, clock.instant());
            mine.failed.complete(outcome.hasFailed());
            if (outcome.hasFailed() && left > 1) {
                results.add(outcome.asOneOfSeveral());
                Duration pause = Duration.between(clock.instant(), begun.plus(Conclusions.secondLook(device)));
                // a millisecond more, since the times are compared in these
                var unused = pauses.schedule(
                        () -> lookAgain(device, mine, left - 1),
                        Math.max(0, pause.toMillis() + 1),
                        TimeUnit.MILLISECONDS);
            } else {
                running.remove(device.id, mine);
                mine.last.complete(outcome);
            }
        });
    }

    /** As the record is by now, its name resolved once more; if that cannot be read, as it was. */
    private void lookAgain(PolledDevice device, Running mine, int left) {
        try {
            Optional<PolledDevice> unused = fleet.current(device.id);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Device " + device.id + " is looked at as it was, since it cannot be read", e);
        }
        look(device, mine, left, 0);
    }

    /** As often as its record says, but no more often than there is time for: somebody waits. */
    private int retries(PolledDevice device, int most) {
        SnmpAgent agent = device.settings.agent();
        if (agent == null) {
            return 0;
        }
        Duration others = agent.longest(0).multipliedBy(most - 1L);
        int retries = agent.retries();
        while (retries > 0 && agent.longest(retries).plus(others).compareTo(budget) > 0) {
            retries--;
        }
        return retries;
    }
}
