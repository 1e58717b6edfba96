package dev.inventory.device.internal.life;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code icmp}: an echo, by the system's own {@code ping}. Java has no ICMP without native code: what it offers asks TCP
 * port 7 where it lacks the rights, and does not say which of the two it did. Where there is no such program, or it may not
 * send, the helper was not tried, which says nothing about the device.
 */
@ApplicationScoped
class IcmpCheck implements LifeCheck {

    /** Each echo is a process for as long as it lasts. */
    private static final int PROCESSES = 32;

    private static final int ANSWERED = 0;
    private static final int NO_ANSWER = 1;
    private static final int MAX_WORDS = 100;

    @Inject
    LifeThreads threads;

    @Inject
    LifeSettings settings;

    private final Lane lane = new Lane(PROCESSES);
    private final Question echo = new Echo();

    @Override
    public String name() {
        return "icmp";
    }

    @Override
    public String form() {
        return "icmp";
    }

    @Override
    public Optional<Question> question(String details) {
        return details.isEmpty() ? Optional.of(echo) : Optional.empty();
    }

    private final class Echo implements Question {

        @Override
        public void ask(Target target, Consumer<LifeSign> listener) {
            // Starting a process takes milliseconds, and whoever asks must not wait.
            lane.enter(() -> threads.soon(() -> start(target, new Once(listener, lane::leave))));
        }

        private void start(Target target, Once once) {
            long seconds = Math.max(1, (target.patience().toMillis() + 999) / 1000);
            Process process;
            try {
                process = new ProcessBuilder(
                                settings.ping(),
                                "-n",
                                "-c",
                                "1",
                                "-W",
                                Long.toString(seconds),
                                target.address().getHostAddress())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
            } catch (IOException e) {
                once.tell(notTried("there is no program \"" + settings.ping() + "\""));
                return;
            }
            ScheduledFuture<?> timeout = threads.after(Duration.ofSeconds(seconds + 1), () -> {
                once.tell(new LifeSign.Silent("no answer to a ping"));
                process.destroyForcibly();
            });
            var unused = process.onExit().thenAccept(ended -> {
                timeout.cancel(false);
                once.tell(sign(ended));
            });
        }
    }

    private static LifeSign sign(Process ended) {
        return switch (ended.exitValue()) {
            case ANSWERED -> new LifeSign.Alive("Answered a ping");
            case NO_ANSWER -> new LifeSign.Silent("no answer to a ping");
            default -> notTried(complaint(ended));
        };
    }

    private static LifeSign notTried(String why) {
        return new LifeSign.NotTried("icmp was not tried: " + why);
    }

    private static String complaint(Process ended) {
        @Nullable String said = null;
        try {
            said = new String(ended.getErrorStream().readNBytes(MAX_WORDS), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            // then its exit status has to do
        }
        return said == null ? "ping ended with status " + ended.exitValue() : said.strip();
    }
}
