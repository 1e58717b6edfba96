package dev.inventory.systemtests;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates that are signed by nobody but themselves, for servers that tests start. */
final class SelfSigned {

    private static final String PASSWORD = "changeit";

    private SelfSigned() {}

    /**
     * What a server on 127.0.0.1 needs for TLS.
     *
     * @param directory where the key is kept meanwhile; empty
     */
    static SSLContext context(Path directory) throws Exception {
        return context(directory, "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1");
    }

    /**
     * What a server needs for TLS.
     *
     * @param directory where the key is kept meanwhile; empty
     * @param what is asked of {@code keytool -genkeypair}: names, times, algorithms
     */
    static SSLContext context(Path directory, String... what) throws Exception {
        Path store = directory.resolve("keys.p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(List.of(what));
        command.addAll(List.of(
                "-alias", "server", "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        int failure = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (failure != 0) {
            throw new IllegalStateException("keytool has failed: " + command);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
