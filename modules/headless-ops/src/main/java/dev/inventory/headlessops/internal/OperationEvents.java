package dev.inventory.headlessops.internal;

import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.Callers;
import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.access.Standing;
import dev.inventory.platform.failure.Unavailable;
import dev.inventory.platform.jobs.Jobs;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.lifecycle.Started;
import dev.inventory.platform.lifecycle.Stopping;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells those who watch operations how far these have come. One query for all watched operations, and none while nobody
 * watches; it does not matter which server works on them.
 */
@ApplicationScoped
class OperationEvents {

    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final int MAX_WATCHERS = 500;
    private static final Set<String> OPEN = Set.of("scheduled", "in_progress");

    /** Proxies close what is silent for long. */
    private static final int ROUNDS_OF_SILENCE = 30;

    @Inject
    Jobs jobs;

    @Inject
    Operations operations;

    @Inject
    Caller caller;

    @Inject
    Callers callers;

    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();

    void start(@Observes Started started) {
        jobs.every("operation-events", PERIOD, this::tell);
    }

    void stop(@Observes Stopping stopping) {
        watchers.forEach(Watcher::close);
        watchers.clear();
    }

    /**
     * Adds somebody who watches, after telling how far the operation is.
     *
     * @throws dev.inventory.platform.failure.NotFound if there is no such operation
     * @throws dev.inventory.platform.failure.Forbidden if it is of organizations that the caller may not see
     * @throws Unavailable if too many watch already
     */
    void watch(String id, SseEventSink sink, Sse sse) {
        Operations.Found found = operations.get(id);
        if (watchers.size() >= MAX_WATCHERS) {
            throw new Unavailable("Too many watch operations already.");
        }
        OrganizationScope scope = caller.scope(Operations.ROLE, Permission.VIEW);
        Watcher watcher = new Watcher(found.id(), scope, callers.standing(), sink, sse);
        if (watcher.tell(found.operation().summary())) {
            watchers.add(watcher);
        }
    }

    /** One round: whoever watches something that has changed is told. */
    void tell() {
        watchers.removeIf(watcher -> !watcher.mayWatch() || watcher.sink.isClosed());
        if (watchers.isEmpty()) {
            return;
        }
        List<Long> ids =
                watchers.stream().map(watcher -> watcher.operation).distinct().toList();
        Map<Long, OperationSummary> rows = new HashMap<>();
        operations.summaries(ids).forEach(row -> rows.put(Long.valueOf(row.id()), row));
        watchers.removeIf(watcher -> {
            OperationSummary row = rows.get(watcher.operation);
            if (row == null) {
                watcher.close(); // the operation has been deleted
            }
            return row == null || !watcher.tell(row);
        });
    }

    /** One connection. */
    private static final class Watcher {

        private final long operation;
        private final OrganizationScope scope;
        private final Standing standing;
        private final SseEventSink sink;
        private final Sse sse;
        private String last = "";
        private int silent;

        Watcher(long operation, OrganizationScope scope, Standing standing, SseEventSink sink, Sse sse) {
            this.operation = operation;
            this.scope = scope;
            this.standing = standing;
            this.sink = sink;
            this.sse = sse;
        }

        /** Ends it when the credential is no longer good, or reaches less than when the operation was found by it. */
        boolean mayWatch() {
            boolean may = standing.scope(Operations.ROLE, Permission.VIEW)
                    .filter(now -> now.all() || (!scope.all() && now.ids().containsAll(scope.ids())))
                    .isPresent();
            if (!may) {
                close();
            }
            return may;
        }

        /** @return whether there is more to come */
        synchronized boolean tell(OperationSummary row) {
            boolean open = OPEN.contains(row.status());
            String json = Json.write(row);
            if (!json.equals(last)) {
                last = json;
                silent = 0;
                var unused = sink.send(sse.newEventBuilder()
                        .name(open ? "progress" : "end")
                        .data(String.class, json)
                        .build());
            } else if (++silent >= ROUNDS_OF_SILENCE) {
                silent = 0;
                var unused =
                        sink.send(sse.newEventBuilder().comment("still here").build());
            }
            if (!open) {
                close();
            }
            return open;
        }

        void close() {
            sink.close();
        }
    }
}
