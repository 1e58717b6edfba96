package dev.inventory.connection.internal.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server shows for itself over TLS. */
class CertificateTest {

    private final ForeignServer foreign = new ForeignServer();

    @AfterEach
    void close() {
        foreign.close();
    }

    @Test
    void aCertificateForAnotherNameIsRefused(@TempDir Path directory) throws Exception {
        Path store = directory.resolve("keys.p12");
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=right.example",
                        "-ext",
                        "san=dns:right.example",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit")
                .inheritIO()
                .start()
                .waitFor();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer tls = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tls.setHttpsConfigurator(new HttpsConfigurator(context));
        tls.createContext("/", exchange -> ForeignServer.json(exchange, "[{\"id\": 1}]"));
        tls.start();
        System.setProperty("javax.net.ssl.trustStore", store.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
        try {
            String port = ":" + tls.getAddress().getPort() + "/";
            assertThat(foreign.read(
                            ForeignServer.settings("https://right.example" + port, "none", Duration.ofSeconds(5), 0)))
                    .isTrue();
            assertThatThrownBy(() -> foreign.read(
                            ForeignServer.settings("https://wrong.example" + port, "none", Duration.ofSeconds(5), 0)))
                    .isInstanceOfSatisfying(SourceFailure.class, failure -> {
                        assertThat(failure.stage()).isEqualTo(Stage.TLS);
                        assertThat(failure.sentence()).contains("wrong.example");
                    });
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
            tls.stop(0);
        }
    }
}
