package dev.inventory.device.internal.life;

import dev.inventory.platform.lifecycle.Stopping;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code tcp:<port>}: the device accepts a connection, which is closed at once. A port that refuses is no sign of life: it
 * is the port that was asked for.
 */
@ApplicationScoped
class TcpCheck implements LifeCheck {

    private static final Pattern DETAILS = Pattern.compile(":([1-9][0-9]{0,4})");
    static final int MAX_PORT = 65_535;

    @Inject
    LifeThreads threads;

    @Inject
    LifeSettings settings;

    private @Nullable Lane lane;
    private @Nullable AsynchronousChannelGroup group;

    @Override
    public String name() {
        return "tcp";
    }

    @Override
    public String form() {
        return "tcp:<port>";
    }

    @Override
    public Optional<Question> question(String details) {
        Matcher matcher = DETAILS.matcher(details);
        return matcher.matches() && Integer.parseInt(matcher.group(1)) <= MAX_PORT
                ? Optional.of(new Port(Integer.parseInt(matcher.group(1))))
                : Optional.empty();
    }

    private final class Port implements Question {

        private final int port;

        Port(int port) {
            this.port = port;
        }

        @Override
        public void ask(Target target, Consumer<LifeSign> listener) {
            Lane own = lane();
            own.enter(() -> connect(target, new Once(listener, own::leave)));
        }

        @SuppressWarnings("MustBeClosedChecker") // closed by whichever comes first: an answer, a refusal, the time
        private void connect(Target target, Once once) {
            AsynchronousSocketChannel channel;
            try {
                channel = AsynchronousSocketChannel.open(group());
            } catch (IOException | UncheckedIOException e) {
                once.tell(new LifeSign.NotTried("tcp:" + port + " was not tried: " + e.getMessage()));
                return;
            }
            ScheduledFuture<?> timeout = threads.after(target.patience(), () -> {
                once.tell(new LifeSign.Silent("no answer from TCP port " + port));
                close(channel);
            });
            try {
                channel.connect(
                        new InetSocketAddress(target.address(), port), null, new CompletionHandler<Void, Object>() {
                            @Override
                            public void completed(Void result, Object nothing) {
                                end(new LifeSign.Alive("TCP port " + port + " accepts connections"));
                            }

                            @Override
                            public void failed(Throwable failure, Object nothing) {
                                end(new LifeSign.Silent(words(failure)));
                            }

                            private void end(LifeSign sign) {
                                timeout.cancel(false);
                                close(channel);
                                once.tell(sign);
                            }
                        });
            } catch (RuntimeException e) {
                timeout.cancel(false);
                close(channel);
                once.tell(new LifeSign.Silent("TCP port " + port + " cannot be asked: " + e.getMessage()));
            }
        }

        private String words(Throwable failure) {
            return failure instanceof ConnectException
                    ? "TCP port " + port + " refuses connections"
                    : "no connection to TCP port " + port + " (" + failure.getMessage() + ")";
        }
    }

    private static void close(AsynchronousSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is given up in any case.
        }
    }

    private synchronized Lane lane() {
        if (lane == null) {
            lane = new Lane(settings.parallel());
        }
        return lane;
    }

    private synchronized AsynchronousChannelGroup group() throws IOException {
        AsynchronousChannelGroup open = group;
        if (open == null) {
            open = AsynchronousChannelGroup.withFixedThreadPool(1, task -> {
                Thread thread = new Thread(task, "status-helper-tcp");
                thread.setDaemon(true);
                return thread;
            });
            group = open;
        }
        return open;
    }

    void close(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) Stopping stopping) {
        close();
    }

    @PreDestroy
    synchronized void close() {
        if (group != null) {
            group.shutdown();
            group = null;
        }
    }
}
