package dev.inventory.headlessops.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.OrganizationScope;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("UnnecessaryAssignment") // there is no container here to inject
class OperationEventsTest {

    private static final Instant CREATED = Instant.parse("2024-01-15T10:30:00Z");

    private final OperationEvents events = new OperationEvents();
    private final List<String> sent = new ArrayList<>();
    private Optional<OrganizationScope> scope = Optional.of(OrganizationScope.of(Set.of(101L, 102L)));
    private boolean closed;
    private int processed;

    private void watch() {
        events.operations = new Operations() {
            @Override
            public Found get(String id) {
                return new Found(
                        new OperationDetail(
                                row(),
                                0,
                                "normal",
                                CREATED,
                                null,
                                null,
                                false,
                                false,
                                1,
                                null,
                                null,
                                null,
                                null,
                                new AcceptedOperation.Config(
                                        List.of(101L, 102L),
                                        List.of(),
                                        dev.inventory.headlessops.OperationOptions.DEFAULT,
                                        null,
                                        null)),
                        7,
                        1);
            }

            @Override
            public List<OperationSummary> summaries(List<Long> ids) {
                return List.of(row());
            }
        };
        events.callers = () -> (role, permission) -> scope;
        events.caller = (Caller) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Caller.class},
                (proxy, method, arguments) -> scope.orElse(OrganizationScope.NOTHING));
        events.watch("7", sink(), sse());
    }

    private OperationSummary row() {
        return new OperationSummary(
                "7",
                "status_update",
                "in_progress",
                0,
                10,
                processed,
                0,
                CREATED,
                CREATED,
                null,
                new OperationSummary.Details(List.of(), List.of(101L, 102L), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void who_may_no_longer_see_the_operation_is_told_nothing_more(boolean revoked) {
        watch();
        processed = 1;
        events.tell();
        assertThat(sent).hasSize(2);
        assertThat(closed).isFalse();
        scope = revoked ? Optional.empty() : Optional.of(OrganizationScope.of(Set.of(101L)));
        processed = 2;
        events.tell();
        assertThat(sent).hasSize(2);
        assertThat(closed).isTrue();
    }

    @Test
    void a_stream_ends_without_an_event_to_tell() {
        watch();
        events.tell();
        assertThat(closed).isFalse();
        scope = Optional.empty();
        events.tell();
        assertThat(sent).hasSize(1);
        assertThat(closed).isTrue();
    }

    private SseEventSink sink() {
        return (SseEventSink) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {SseEventSink.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "send" -> {
                            sent.add(String.valueOf(arguments[0]));
                            return CompletableFuture.completedFuture(null);
                        }
                        case "close" -> {
                            closed = true;
                            return null;
                        }
                        default -> {
                            return closed;
                        }
                    }
                });
    }

    private Sse sse() {
        ClassLoader loader = getClass().getClassLoader();
        OutboundSseEvent event = (OutboundSseEvent) Proxy.newProxyInstance(
                loader, new Class<?>[] {OutboundSseEvent.class}, (proxy, method, arguments) -> "an event");
        OutboundSseEvent.Builder builder = (OutboundSseEvent.Builder) Proxy.newProxyInstance(
                loader,
                new Class<?>[] {OutboundSseEvent.Builder.class},
                (proxy, method, arguments) -> "build".equals(method.getName()) ? event : proxy);
        return (Sse) Proxy.newProxyInstance(loader, new Class<?>[] {Sse.class}, (proxy, method, arguments) -> builder);
    }
}
