package dev.inventory.platform.settings;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where the server keeps its data, how it is reached from outside, and what it may reach itself. */
@ApplicationScoped
public class ServerSettings implements Settings {

    private final Path dataDirectory = dataDirectoryFromConfig();
    private final Optional<URI> publicUrl = publicUrlFromConfig();
    private final List<String> allowedHosts = Setting.list("inventory.allowed.hosts");
    private final String listenAddress = Setting.text("inventory.listen.address", "127.0.0.1");
    private final List<String> networkAllow = Setting.list("inventory.network.allow");
    private final String nodeId = Setting.text("inventory.node.id", "") + UUID.randomUUID();

    public Path dataDirectory() {
        return dataDirectory;
    }

    /** The address that links are built from; without it the request's Host header, if that is allowed. */
    public Optional<URI> publicUrl() {
        return publicUrl;
    }

    /** Host names that a link may be built from beside the listening address and localhost. */
    public List<String> allowedHosts() {
        return allowedHosts;
    }

    public String listenAddress() {
        return listenAddress;
    }

    /** Whether the server can be reached from this machine alone. */
    public boolean listensOnLoopback() {
        try {
            return InetAddress.getByName(listenAddress).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Networks (CIDR) that may be polled although they are loopback, link-local, multicast or metadata addresses. */
    public List<String> networkAllow() {
        return networkAllow;
    }

    /** Names this server process among those that share the database; new at every start. */
    public String nodeId() {
        return nodeId;
    }

    private static Path dataDirectoryFromConfig() {
        String text = Setting.text("inventory.data.dir", "./data");
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new IllegalSetting("inventory.data.dir", "'" + text + "' is not a path");
        }
    }

    private static Optional<URI> publicUrlFromConfig() {
        Optional<String> text = Setting.text("inventory.public.url");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(text.get().replaceAll("/+$", ""));
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return Optional.of(uri);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new IllegalSetting("inventory.public.url", "'" + text.get() + "' is not an http or https address");
    }
}
