package dev.inventory.platform.secrets;

import dev.inventory.platform.failure.Conflict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows which master keys are in use, and replaces the key where it is the server's own file. */
@ApplicationScoped
public class KeyRotation {

    @Inject
    MasterKey masterKey;

    @Inject
    KeyAgreement agreement;

    @Inject
    KeyHistory history;

    @Inject
    SealedRows rows;

    @Inject
    @Any
    Instance<SealedColumn> columns;

    /** The keys and the secrets under them, as the database is now. */
    MasterKeyDetail detail() {
        Keyring ring = masterKey.ring();
        String current = ring.current().id();
        List<String> ids = new ArrayList<>(ring.knownIds());
        ids.add(SealedText.UNNAMED);
        long all = 0;
        Map<String, Long> byKey = new LinkedHashMap<>();
        for (SealedColumn column : columns) {
            SealedRows.Count count = rows.count(column, ids);
            all += count.all();
            count.byKey().forEach((id, number) -> byKey.merge(id, number, Long::sum));
        }
        long readable = byKey.values().stream().mapToLong(Long::longValue).sum();
        long anew = byKey.getOrDefault(current, 0L);
        Optional<KeyHistory.Entry> newest =
                history.newest().filter(entry -> entry.keyId().equals(current));
        return new MasterKeyDetail(
                current,
                masterKey.isOwnFile() ? "file" : "environment",
                newest.map(KeyHistory.Entry::since).orElse(null),
                masterKey.sealing().id(),
                all,
                readable - anew,
                all - readable,
                ring.previous().stream()
                        .map(key -> new MasterKeyDetail.Previous(key.id(), byKey.getOrDefault(key.id(), 0L)))
                        .toList(),
                agreement.peers().stream()
                        .map(peer -> new MasterKeyDetail.Peer(
                                peer.name(), peer.currentKey(), peer.knownKeys().contains(current)))
                        .toList());
    }

    /**
     * Makes a new key the current one; secrets are sealed anew afterwards.
     *
     * @throws Conflict if the key is not this server's alone, or the rotation before is not finished
     */
    synchronized MasterKeyDetail rotate() {
        requireOwnKey();
        requireFinished();
        try {
            masterKey.rotateFiles();
        } catch (IOException e) {
            throw new UncheckedIOException("The new master key could not be written", e);
        }
        masterKey.useFiles();
        agreement.look(); // killed after this, the server is no stranger to itself when it starts again
        note();
        return detail();
    }

    /** Notes the current key in the history; under the lock, so that a rotation is noted as its caller's doing. */
    synchronized KeyHistory.Entry note() {
        return history.note(masterKey.ring().current().id());
    }

    private void requireOwnKey() {
        if (!masterKey.isOwnFile()) {
            throw new Conflict(
                    "The master key is given by INVENTORY_MASTER_KEY: set a new one there, the present one in"
                            + " INVENTORY_MASTER_KEY_PREVIOUS, and start the servers anew, one after another.");
        }
        agreement.look();
        if (!agreement.peers().isEmpty()) {
            throw new Conflict("Other servers use this database, too, and would not get the new key: set"
                    + " INVENTORY_MASTER_KEY on all of them. GET /api/v1/master_key/ names them.");
        }
    }

    private void requireFinished() {
        long left = detail().previous().stream()
                .mapToLong(MasterKeyDetail.Previous::secrets)
                .sum();
        if (left > 0) {
            throw new Conflict(
                    "The rotation before this one is not finished: " + left + " secrets are still to be sealed anew.");
        }
        String current = masterKey.ring().current().id();
        boolean noted = history.newest()
                .filter(entry -> entry.keyId().equals(current) && entry.finishedAt() != null)
                .isPresent();
        if (!noted) {
            // Its end would never be noted, and the audit log would lack it.
            throw new Conflict(
                    "The rotation before this one is not finished: it is being seen whether all is sealed anew.");
        }
    }
}
