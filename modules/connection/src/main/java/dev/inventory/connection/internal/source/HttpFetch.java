package dev.inventory.connection.internal.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.inventory.platform.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * Asks one HTTP server as its source settings say. It connects to addresses that were checked alone, follows redirects
 * within the host alone, keeps no cookies, goes through no proxy, and unpacks nothing beyond the limit.
 */
final class HttpFetch implements AutoCloseable {

    private static final int MOST_PORT = 65_535;
    private static final int MOST_REDIRECTS = 5;
    private static final int BAD_REQUEST = 400;
    private static final String NAME = "Inventory";

    /** What to do with an answer's body. */
    @FunctionalInterface
    interface BodyReader<T> {
        T read(InputStream body) throws IOException, SourceFailure;
    }

    private final SourceSettings settings;
    private final OpenRequests open;
    private final Limits limits;
    private final Redaction redaction;
    private final HttpFailures failures;
    private final CloseableHttpClient client;
    private String oauthToken = "";

    HttpFetch(SourceSettings settings, CheckedAddresses addresses, OpenRequests open, Limits limits) {
        this.settings = settings;
        this.open = open;
        this.limits = limits;
        this.redaction = new Redaction(settings.credentials().values());
        this.failures = new HttpFailures(settings, redaction);
        Timeout timeout = Timeout.of(settings.timeout());
        this.client = HttpClients.custom()
                .setUserAgent(NAME)
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(addresses)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .build())
                        .setDefaultSocketConfig(
                                SocketConfig.custom().setSoTimeout(timeout).build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(timeout)
                        .setConnectionRequestTimeout(timeout)
                        .setRedirectsEnabled(false)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    /** Reads what is at an address of the source's host. */
    <T> T get(URI uri, BodyReader<T> reader) throws SourceFailure {
        boolean fresh = oauthToken.isEmpty();
        try {
            return redirected(uri, reader);
        } catch (SourceFailure failure) {
            if (failure.stage() == Stage.AUTHENTICATE && isOauth() && !fresh) {
                oauthToken = ""; // it has run out
                return redirected(uri, reader);
            }
            throw failure;
        }
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }

    private <T> T redirected(URI uri, BodyReader<T> reader) throws SourceFailure {
        URI at = uri;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpGet request = new HttpGet(at);
            request.setHeader("Accept", "csv".equals(settings.shape().format()) ? "text/csv" : "application/json");
            request.setHeader("Accept-Encoding", "gzip");
            authenticate(request);
            Answer<T> answer = send(request, reader);
            if (answer.redirect().isEmpty()) {
                return answer.value();
            }
            at = sameHost(at, answer.redirect().get());
        }
        throw SourceFailure.lasting(Stage.READ, "The source redirects more than " + MOST_REDIRECTS + " times");
    }

    /** @throws SourceFailure if it leads to another host, where the credentials must not go */
    static URI sameHost(URI from, String target) throws SourceFailure {
        URI to;
        try {
            to = from.resolve(new URI(target));
        } catch (URISyntaxException e) {
            throw SourceFailure.lasting(Stage.READ, "The source leads to an address that is none");
        }
        boolean upgraded = "http".equalsIgnoreCase(from.getScheme()) && "https".equalsIgnoreCase(to.getScheme());
        boolean same = from.getScheme().equalsIgnoreCase(to.getScheme()) && port(from) == port(to);
        if (to.getPort() > MOST_PORT) {
            throw SourceFailure.lasting(Stage.READ, "The source leads to a port that is none, " + to.getPort());
        }
        if (to.getHost() == null || !to.getHost().equalsIgnoreCase(from.getHost()) || !(same || upgraded)) {
            throw SourceFailure.lasting(
                    Stage.READ, "The source leads to another host, " + to.getHost() + ", which is not followed");
        }
        return to;
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    private record Answer<T>(
            Optional<String> redirect,
            @org.jspecify.annotations.Nullable T read) {
        T value() {
            if (read == null) {
                throw new IllegalStateException("A redirect has no value");
            }
            return read;
        }
    }

    private <T> Answer<T> send(HttpUriRequestBase request, BodyReader<T> reader) throws SourceFailure {
        long deadline = System.nanoTime() + limits.answerTime().toNanos();
        try (AutoCloseable watched = open.open(request::abort, limits.answerTime());
                ClassicHttpResponse response = client.executeOpen(null, request, null)) {
            int status = response.getCode();
            if (status >= 300 && status < BAD_REQUEST) {
                Header location = response.getFirstHeader("Location");
                if (location == null) {
                    throw SourceFailure.lasting(Stage.READ, "The source answers " + status + " and leads nowhere");
                }
                return new Answer<>(Optional.of(location.getValue()), null);
            }
            failures.refuseErrors(response, status);
            HttpEntity entity = response.getEntity();
            try (InputStream body = new BoundedBody(
                    unpacked(entity == null ? InputStream.nullInputStream() : entity.getContent(), response),
                    limits.answerBytes(),
                    deadline)) {
                return new Answer<>(Optional.empty(), reader.read(body));
            }
        } catch (SourceFailure failure) {
            throw failure;
        } catch (BoundedBody.TooMuch e) {
            throw SourceFailure.lasting(Stage.READ, String.valueOf(e.getMessage()));
        } catch (JsonProcessingException e) {
            throw SourceFailure.lasting(Stage.READ, redaction.clean("The answer is no sound JSON: " + reason(e)));
        } catch (IOException e) {
            if (System.nanoTime() - deadline >= 0) {
                throw SourceFailure.lasting(Stage.READ, "The answer takes too long");
            }
            throw failures.of(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Nothing else is thrown by closing", e);
        }
    }

    /** What the parser says, without the names of its settings. */
    private static String reason(JsonProcessingException e) {
        return e instanceof StreamConstraintsException
                ? "a text or a number in it is too long, or it is nested too deeply"
                : String.valueOf(e.getOriginalMessage()).replaceAll("\\[Source:[^;]*; ", "[");
    }

    private static InputStream unpacked(InputStream body, ClassicHttpResponse response)
            throws IOException, SourceFailure {
        Header encoding = response.getFirstHeader("Content-Encoding");
        String name = encoding == null ? "identity" : encoding.getValue().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "identity" -> body;
            case "gzip", "x-gzip" -> new GZIPInputStream(body);
            default -> throw SourceFailure.lasting(Stage.READ, "The answer is packed in a way that was not asked for");
        };
    }

    private boolean isOauth() {
        return "oauth2_client_credentials".equals(settings.authentication());
    }

    private void authenticate(HttpUriRequestBase request) throws SourceFailure {
        switch (settings.authentication()) {
            case "basic" ->
                request.setHeader(
                        "Authorization", basic(settings.credential("username"), settings.credential("password")));
            case "bearer" -> request.setHeader("Authorization", "Bearer " + settings.credential("token"));
            case "api_key" ->
                request.setHeader(
                        settings.shape().keyHeader(), settings.shape().headerPrefix() + settings.credential("api_key"));
            case "oauth2_client_credentials" -> request.setHeader("Authorization", "Bearer " + token());
            default -> {
                // nobody is asked who they are
            }
        }
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** By the client's credentials (RFC 6749, 4.4). */
    private String token() throws SourceFailure {
        if (oauthToken.isEmpty()) {
            HttpPost request = new HttpPost(URI.create(settings.credential("token_url")));
            request.setHeader("Accept", "application/json");
            request.setHeader(
                    "Authorization",
                    basic(form(settings.credential("client_id")), form(settings.credential("client_secret"))));
            List<String> fields = new ArrayList<>(List.of("grant_type=client_credentials"));
            if (!settings.credential("scope").isEmpty()) {
                fields.add("scope=" + form(settings.credential("scope")));
            }
            request.setEntity(new StringEntity(String.join("&", fields), ContentType.APPLICATION_FORM_URLENCODED));
            try {
                Answer<String> answer = send(request, body -> Json.mapper()
                        .readTree(body)
                        .path("access_token")
                        .asText(""));
                oauthToken = answer.redirect().isPresent() ? "" : answer.value();
            } catch (SourceFailure failure) {
                boolean refused = failure.stage() == Stage.READ && !failure.isPassing();
                throw refused ? SourceFailure.lasting(Stage.AUTHENTICATE, "No token: " + failure.sentence()) : failure;
            }
            if (oauthToken.isEmpty()) {
                throw SourceFailure.lasting(Stage.AUTHENTICATE, "The token's address gives no access_token");
            }
        }
        return oauthToken;
    }

    private static String form(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
