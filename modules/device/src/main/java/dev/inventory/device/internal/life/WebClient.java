package dev.inventory.device.internal.life;

import dev.inventory.platform.lifecycle.Stopping;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Asks web servers whether they are there. The status line is all that is read; redirects are not followed. Certificates
 * are not verified, since most devices have signed theirs themselves, nothing secret is sent, and who stands in the middle
 * could at most feign that a device lives.
 */
@ApplicationScoped
class WebClient {

    @Inject
    LifeThreads threads;

    @Inject
    LifeSettings settings;

    private final Pinned addresses = new Pinned();
    private @Nullable CloseableHttpAsyncClient client;
    private @Nullable Lane lane;

    void ask(String scheme, int port, String path, LifeCheck.Target target, Consumer<LifeSign> listener) {
        Lane own = lane();
        own.enter(() -> {
            Once once = new Once(listener, own::leave);
            try {
                send(scheme, port, path, target, once);
            } catch (RuntimeException e) {
                once.tell(new LifeSign.NotTried(scheme + " was not tried: " + e.getMessage()));
            }
        });
    }

    private void send(String scheme, int port, String path, LifeCheck.Target target, Once once) {
        String where = scheme.toUpperCase(Locale.ROOT) + " on port " + port;
        HttpHost host = new HttpHost(scheme, addresses.pin(target), port);
        Future<Integer> exchange = client().execute(
                        host,
                        AsyncRequestBuilder.get(path).setHttpHost(host).build(),
                        new StatusLine(code ->
                                once.tell(new LifeSign.Alive("Answered over " + where + " with status " + code))),
                        null,
                        null,
                        new FutureCallback<Integer>() {
                            @Override
                            public void completed(Integer code) {
                                // told already
                            }

                            @Override
                            public void failed(Exception failure) {
                                once.tell(new LifeSign.Silent("no answer over " + where));
                            }

                            @Override
                            public void cancelled() {
                                once.tell(new LifeSign.Silent("no answer over " + where));
                            }
                        });
        // Also ends an answer without end, of which the beginning was enough.
        ScheduledFuture<?> unused = threads.after(target.patience(), () -> {
            once.tell(new LifeSign.Silent("no answer over " + where));
            exchange.cancel(true);
        });
    }

    private synchronized CloseableHttpAsyncClient client() {
        CloseableHttpAsyncClient open = client;
        if (open == null) {
            open = build();
            open.start();
            client = open;
        }
        return open;
    }

    private CloseableHttpAsyncClient build() {
        Timeout patience = Timeout.of(settings.patience());
        try {
            return HttpAsyncClients.custom()
                    .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                            .setDnsResolver(addresses)
                            .setTlsStrategy(ClientTlsStrategyBuilder.create()
                                    .setSslContext(AnyCertificate.context())
                                    .setHostVerificationPolicy(HostnameVerificationPolicy.CLIENT)
                                    .setHostnameVerifier(NoopHostnameVerifier.INSTANCE)
                                    .buildAsync())
                            .setDefaultTlsConfig(TlsConfig.custom()
                                    .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                                    .build())
                            .setDefaultConnectionConfig(ConnectionConfig.custom()
                                    .setConnectTimeout(patience)
                                    .setSocketTimeout(patience)
                                    .build())
                            .setMaxConnTotal(settings.parallel())
                            .setMaxConnPerRoute(settings.parallel())
                            .build())
                    .setIOReactorConfig(
                            IOReactorConfig.custom().setIoThreadCount(1).build())
                    .setDefaultRequestConfig(RequestConfig.custom()
                            .setConnectionRequestTimeout(patience)
                            .setResponseTimeout(patience)
                            .build())
                    .setConnectionReuseStrategy((request, response, context) -> false)
                    .disableRedirectHandling()
                    .disableAutomaticRetries()
                    .disableCookieManagement()
                    .disableAuthCaching()
                    .setUserAgent("Inventory")
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is not available", e);
        }
    }

    private synchronized Lane lane() {
        if (lane == null) {
            lane = new Lane(settings.parallel());
        }
        return lane;
    }

    void close(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) Stopping stopping) {
        close();
    }

    @PreDestroy
    synchronized void close() {
        if (client != null) {
            client.close(CloseMode.GRACEFUL);
            client = null;
        }
    }

    /** Gives out the addresses that were resolved and allowed before, and asks no name service. */
    private static final class Pinned implements DnsResolver {

        private final Map<String, InetAddress> known = new ConcurrentHashMap<>();

        /** The name under which the target is asked. */
        String pin(LifeCheck.Target target) {
            known.put(target.hostname(), target.address());
            return target.hostname();
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress address = known.get(host);
            if (address == null) {
                throw new UnknownHostException(host);
            }
            return new InetAddress[] {address};
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    /** Tells the code of the answer as soon as it is there; the rest flows by. */
    private static final class StatusLine implements AsyncResponseConsumer<Integer> {

        private final IntConsumer listener;
        private @Nullable FutureCallback<Integer> end;
        private int code;

        StatusLine(IntConsumer listener) {
            this.listener = listener;
        }

        @Override
        public void consumeResponse(
                HttpResponse response,
                @Nullable EntityDetails entity,
                HttpContext context,
                FutureCallback<Integer> callback) {
            code = response.getCode();
            listener.accept(code);
            if (entity == null) {
                callback.completed(code);
            } else {
                end = callback;
            }
        }

        @Override
        public void informationResponse(HttpResponse response, HttpContext context) {
            // the real one follows
        }

        @Override
        public void updateCapacity(CapacityChannel capacity) throws java.io.IOException {
            capacity.update(Integer.MAX_VALUE);
        }

        @Override
        public void consume(ByteBuffer data) {
            data.position(data.limit());
        }

        @Override
        public void streamEnd(List<? extends Header> trailers) {
            if (end != null) {
                end.completed(code);
            }
        }

        @Override
        public void failed(Exception failure) {
            // told by the exchange
        }

        @Override
        public void releaseResources() {
            end = null;
        }
    }
}
