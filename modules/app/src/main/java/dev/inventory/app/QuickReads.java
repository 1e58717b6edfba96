package dev.inventory.app;

import dev.inventory.app.database.CountedStatements;
import dev.inventory.platform.access.Doorkeeper;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.lifecycle.ServerState;
import dev.inventory.platform.web.QuickRead;
import dev.inventory.platform.web.RequestFilter;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Answers what is read most past JAX-RS: a GET for JSON with nothing special about it, from somebody whose token is known,
 * to what a module offers as a {@link QuickRead}. Every other request goes on to JAX-RS, and so does one that would be
 * refused: there is one place that says what is wrong, and one description of the API.
 */
public class QuickReads extends HttpFilter {

    private static final Logger LOG = Logger.getLogger(QuickReads.class.getName());
    private static final String BELOW = "/api/";

    private static final Pattern ACCEPTED = Pattern.compile("(^|,)\\s*(application/json|\\*/\\*)\\s*(,|$)");

    /** What needs no decoding, so that there are no two opinions of what it says. */
    private static final Pattern PLAIN_QUERY = Pattern.compile("[A-Za-z0-9_=&.,:-]*");

    /** Each of them asks for something else than the whole, as it is. */
    private static final List<String> CONDITIONS = List.of(
            HttpHeaders.IF_NONE_MATCH,
            HttpHeaders.IF_MATCH,
            HttpHeaders.IF_MODIFIED_SINCE,
            HttpHeaders.IF_UNMODIFIED_SINCE,
            "Origin");

    /** Sent twice, they are one with commas to JAX-RS. */
    private static final List<String> SINGLE =
            List.of(HttpHeaders.ACCEPT, HttpHeaders.AUTHORIZATION, RequestFilter.REQUEST_ID);

    @Inject
    ServerState state;

    @Inject
    Doorkeeper door;

    @Inject
    StatementCount statements;

    @Inject
    MetricRegistry metrics;

    @Inject
    @Any
    Instance<QuickRead> modules;

    private volatile @Nullable List<QuickRead> reads;

    private @Nullable Counter answered;

    @Override
    public void init() {
        answered = metrics.counter("inventory_quick_reads_total");
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<QuickRead.Answer> answer = isOrdinary(request) ? answer(request) : Optional.empty();
        if (answer.isPresent()) {
            write(answer.get(), request, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    static boolean isOrdinary(HttpServletRequest request) {
        String query = request.getQueryString();
        return "GET".equals(request.getMethod())
                && takesJson(request.getHeader(HttpHeaders.ACCEPT))
                && (query == null || PLAIN_QUERY.matcher(query).matches())
                && CONDITIONS.stream().allMatch(name -> request.getHeader(name) == null)
                && SINGLE.stream().noneMatch(name -> isRepeated(request.getHeaders(name)));
    }

    private static boolean isRepeated(Enumeration<String> values) {
        if (values.hasMoreElements()) {
            String unused = values.nextElement();
        }
        return values.hasMoreElements();
    }

    /** Whether JSON is among what a client takes, where it says nothing of preferences. */
    static boolean takesJson(@Nullable String accept) {
        return accept == null
                || (accept.indexOf(';') < 0 && ACCEPTED.matcher(accept).find());
    }

    private Optional<QuickRead.Answer> answer(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (!path.startsWith(BELOW) || !state.isRunning()) {
            return Optional.empty();
        }
        String below = path.substring(BELOW.length());
        for (QuickRead read : reads()) {
            if (read.isAt(below)) {
                return answer(read, below, request);
            }
        }
        return Optional.empty();
    }

    private Optional<QuickRead.Answer> answer(QuickRead read, String path, HttpServletRequest request) {
        CountedStatements.begin();
        try {
            if (!door.letsRead(path, request.getHeader(HttpHeaders.AUTHORIZATION), request.getRemoteAddr())) {
                return Optional.empty();
            }
            Map<String, List<String>> parameters = parameters(request.getQueryString());
            URI requested = URI.create(request.getRequestURL().toString());
            return read.answer(new QuickRead.Asked(path, requested, parameters));
        } catch (RuntimeException e) {
            // Whatever it is, asked again it is said, and logged, as JAX-RS does in the dialect of the path.
            LOG.log(Level.FINE, "Not quickly", e);
            return Optional.empty();
        }
    }

    static Map<String, List<String>> parameters(@Nullable String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (query == null) {
            return parameters;
        }
        for (String part : query.split("&")) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                String name = equals < 0 ? part : part.substring(0, equals);
                String value = equals < 0 ? "" : part.substring(equals + 1);
                parameters.computeIfAbsent(name, none -> new ArrayList<>(1)).add(value);
            }
        }
        return parameters;
    }

    private List<QuickRead> reads() {
        List<QuickRead> known = reads;
        if (known == null) {
            known = modules.stream().toList();
            reads = known;
        }
        return known;
    }

    private void write(QuickRead.Answer answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        byte[] json = Json.mapper().writeValueAsBytes(answer.entity());
        RequestFilter.head(response::setHeader, RequestFilter.idOf(request.getHeader(RequestFilter.REQUEST_ID)));
        if (answer.tag() != null) {
            response.setHeader(HttpHeaders.ETAG, answer.tag());
        }
        statements.say(response::setHeader);
        response.setContentType(MediaType.APPLICATION_JSON);
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
        Objects.requireNonNull(answered, "initialised by the container").inc();
    }
}
