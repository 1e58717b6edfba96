package dev.inventory.device.internal.events;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

/** A connection that takes server-sent events. */
final class SseOutlet implements Outlet {

    private final SseEventSink sink;
    private final Sse sse;

    SseOutlet(SseEventSink sink, Sse sse) {
        this.sink = sink;
        this.sse = sse;
    }

    @Override
    public void status(StatusEvent event) {
        send(sse.newEventBuilder()
                .name("status")
                .id(Long.toString(event.id()))
                .data(String.class, event.json())
                .build());
    }

    @Override
    public void position(String id) {
        send(sse.newEventBuilder()
                .name("position")
                .id(id)
                .data(String.class, "{\"last_event_id\":\"" + id + "\"}")
                .build());
    }

    @Override
    public void sign() {
        send(sse.newEventBuilder().comment("still here").build());
    }

    private void send(OutboundSseEvent event) {
        if (sink.isClosed()) {
            return;
        }
        try {
            if (sink.send(event).toCompletableFuture().isCompletedExceptionally()) {
                sink.close();
            }
        } catch (IllegalStateException e) {
            sink.close(); // closed beside us
        }
    }

    @Override
    public boolean isClosed() {
        return sink.isClosed();
    }

    @Override
    public void close() {
        sink.close();
    }
}
