package dev.inventory.platform.secrets;

import dev.inventory.platform.jobs.Jobs;
import dev.inventory.platform.lifecycle.OtherServers;
import dev.inventory.platform.lifecycle.Started;
import dev.inventory.platform.lifecycle.Stopping;
import dev.inventory.platform.secrets.ServerKeys.Peer;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Lets servers that share a database be given a new master key one after another: as long as one of them does not have
 * it, the others, which know the old one, too, go on sealing with the old one, so that every server can read everything
 * at any time.
 */
@ApplicationScoped
public class KeyAgreement implements OtherServers {

    private static final Logger LOG = Logger.getLogger(KeyAgreement.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(5);

    @Inject
    ServerKeys servers;

    @Inject
    MasterKey masterKey;

    @Inject
    Jobs jobs;

    private volatile List<Peer> peers = List.of();
    private volatile boolean joined;
    private String lastSaid = "";

    /** Before the modules start and requests are let in: nothing is sealed with a key that others lack. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) Started started) {
        look();
        joined = true;
        jobs.every("master-key-agreement", LOOK, this::look);
    }

    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) Stopping stopping) {
        if (joined) {
            servers.leave();
        }
    }

    void look() {
        Keyring ring = masterKey.ring();
        List<Peer> others = servers.exchange(ring);
        Key sealing = ring.known().stream()
                .filter(key -> others.stream().allMatch(peer -> peer.knownKeys().contains(key.id())))
                .findFirst()
                .orElse(ring.current());
        masterKey.sealWith(sealing);
        peers = others;
        say(ring, others);
    }

    /** The other servers that run on this database. */
    List<Peer> peers() {
        return peers;
    }

    @Override
    public int count() {
        return peers.size();
    }

    /** Whether every server has the same current key: nobody would seal back what is sealed anew. */
    boolean isUnanimous() {
        String current = masterKey.ring().current().id();
        return masterKey.sealing().id().equals(current)
                && peers.stream().allMatch(peer -> peer.currentKey().equals(current));
    }

    private void say(Keyring ring, List<Peer> others) {
        Optional<Peer> stranger = others.stream()
                .filter(peer -> ring.byId(peer.currentKey()).isEmpty()
                        && !peer.knownKeys().contains(ring.current().id()))
                .findFirst();
        Optional<Peer> behind = others.stream()
                .filter(peer -> !peer.knownKeys().contains(ring.current().id()))
                .findFirst();
        if (stranger.isPresent()) {
            say(
                    Level.WARNING,
                    "Server " + stranger.get().name() + " on this database has the master key "
                            + stranger.get().currentKey() + ", this one has "
                            + ring.current().id()
                            + ": neither can read what the other seals. Give both the same key");
        } else if (behind.isPresent()) {
            say(
                    Level.INFO,
                    "Secrets are sealed with the master key "
                            + masterKey.sealing().id() + " until server "
                            + behind.get().name() + " has " + ring.current().id() + ", too");
        } else {
            lastSaid = "";
        }
    }

    private void say(Level level, String sentence) {
        if (!sentence.equals(lastSaid)) {
            lastSaid = sentence;
            LOG.log(level, sentence);
        }
    }
}
