package dev.inventory.connection.internal.source;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;

/** What went wrong with an HTTP server, in words for users: how far it came, and whether it may go better in a moment. */
final class HttpFailures {

    private static final int BAD_REQUEST = 400;

    private final SourceSettings settings;
    private final Redaction redaction;

    HttpFailures(SourceSettings settings, Redaction redaction) {
        this.settings = settings;
        this.redaction = redaction;
    }

    /** @throws SourceFailure for an answer that is an error */
    void refuseErrors(ClassicHttpResponse response, int status) throws SourceFailure {
        if (status < BAD_REQUEST) {
            return;
        }
        String sentence = redaction.clean("The source answers " + status + " " + response.getReasonPhrase());
        if (status == 401 || status == 403) {
            throw SourceFailure.lasting(Stage.AUTHENTICATE, sentence);
        }
        if (status == 408 || status == 429 || status == 500 || (status >= 502 && status <= 504)) {
            throw SourceFailure.passing(Stage.READ, sentence, retryAfter(response));
        }
        throw status == 404 ? SourceFailure.missing(sentence) : SourceFailure.lasting(Stage.READ, sentence);
    }

    /** In seconds; a date is not worth a clock here. */
    private static Optional<Duration> retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader("Retry-After");
        return Optional.ofNullable(header)
                .map(Header::getValue)
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    /** What a broken connection means. */
    SourceFailure of(IOException e) {
        String host = hostOf(settings.endpointUrl());
        if (e instanceof CheckedAddresses.AddressRefused refused) {
            return SourceFailure.lasting(Stage.RESOLVE, String.valueOf(refused.getMessage()));
        }
        if (e instanceof UnknownHostException) {
            return SourceFailure.passing(Stage.RESOLVE, "The name " + host + " has no address", Optional.empty());
        }
        if (e instanceof SSLPeerUnverifiedException) {
            return SourceFailure.lasting(Stage.TLS, "The server's certificate is not for " + host);
        }
        if (e instanceof SSLException) {
            return SourceFailure.lasting(
                    Stage.TLS, redaction.clean("The encrypted connection was not made: " + e.getMessage()));
        }
        if (e instanceof ConnectTimeoutException) {
            return SourceFailure.passing(Stage.CONNECT, "Nobody answers at " + host + " in time", Optional.empty());
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return SourceFailure.passing(Stage.CONNECT, "Nobody answers at " + host, Optional.empty());
        }
        if (e instanceof SocketTimeoutException) {
            return SourceFailure.passing(
                    Stage.READ,
                    "The source says nothing for " + settings.timeout().toSeconds() + " seconds",
                    Optional.empty());
        }
        return SourceFailure.passing(
                Stage.READ, redaction.clean("The connection broke: " + e.getMessage()), Optional.empty());
    }

    private static String hostOf(String url) {
        return String.valueOf(URI.create(url).getHost());
    }
}
