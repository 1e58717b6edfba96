package dev.inventory.device.internal.life;

import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A question that a web server answers. */
class WebCheck implements LifeCheck {

    private static final Pattern DETAILS = Pattern.compile("(?::([1-9][0-9]{0,4}))?(/[\\x21-\\x7e]*)?");

    @Inject
    WebClient client;

    private final String scheme;
    private final int defaultPort;

    WebCheck(String scheme, int defaultPort) {
        this.scheme = scheme;
        this.defaultPort = defaultPort;
    }

    @Override
    public String name() {
        return scheme;
    }

    @Override
    public String form() {
        return scheme + "[:port][/path]";
    }

    @Override
    public Optional<Question> question(String details) {
        Matcher matcher = DETAILS.matcher(details);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        @Nullable String port = matcher.group(1);
        @Nullable String path = matcher.group(2);
        int number = port == null ? defaultPort : Integer.parseInt(port);
        return number > TcpCheck.MAX_PORT ? Optional.empty() : Optional.of(new Page(number, path == null ? "/" : path));
    }

    private final class Page implements Question {

        private final int port;
        private final String path;

        Page(int port, String path) {
            this.port = port;
            this.path = path;
        }

        @Override
        public void ask(Target target, Consumer<LifeSign> listener) {
            client.ask(scheme, port, path, target, listener);
        }
    }
}
