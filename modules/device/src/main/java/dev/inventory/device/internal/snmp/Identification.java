package dev.inventory.device.internal.snmp;

import dev.inventory.device.ObservedIdentity;
import dev.inventory.device.Probe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/** Asks a device what it is: by ENTITY-MIB, and where that names no serial number, in its vendor's own way. */
@ApplicationScoped
public class Identification {

    private static final OID SYS_OBJECT_ID = new OID("1.3.6.1.2.1.1.2.0");

    @Inject
    EntityMib entityMib;

    @Inject
    SnmpSession session;

    private final VendorIdentities vendors = new VendorIdentities();

    /** The future completes on a thread of the session. */
    public CompletableFuture<Probe<ObservedIdentity>> read(SnmpAgent agent, boolean withFirmware) {
        return entityMib.read(agent, withFirmware).thenCompose(probe -> {
            boolean isMissing = probe instanceof Probe.Refused<ObservedIdentity> refused
                    && refused.cause() == Probe.Cause.NO_SUCH_OBJECT;
            if (!isMissing) {
                return CompletableFuture.completedFuture(probe);
            }
            Search search = new Search(agent, probe);
            search.begin();
            return search.done;
        });
    }

    /** Goes through the places of the vendor until one names a serial number. */
    private final class Search {

        private final SnmpAgent agent;
        private final Probe<ObservedIdentity> otherwise;
        private final Deque<VendorIdentities.Place> places = new ArrayDeque<>();
        private final CompletableFuture<Probe<ObservedIdentity>> done = new CompletableFuture<>();
        private Optional<ObservedIdentity> best = Optional.empty();

        Search(SnmpAgent agent, Probe<ObservedIdentity> otherwise) {
            this.agent = agent;
            this.otherwise = otherwise;
        }

        void begin() {
            session.get(agent, List.of(SYS_OBJECT_ID), agent.retries(), reply -> {
                if (reply instanceof SnmpReply.Answer answer) {
                    answer.varbinds().stream()
                            .filter(varbind -> varbind.getVariable() instanceof OID)
                            .map(varbind -> vendors.of((OID) varbind.getVariable()))
                            .forEach(places::addAll);
                }
                next();
            });
        }

        private void next() {
            VendorIdentities.Place place = places.poll();
            if (place == null) {
                done.complete(
                        best.<Probe<ObservedIdentity>>map(Probe.Answered::new).orElse(otherwise));
                return;
            }
            session.get(agent, place.oids(), agent.retries(), reply -> {
                if (reply instanceof SnmpReply.Answer answer) {
                    take(place, texts(answer.varbinds()));
                } else {
                    next();
                }
            });
        }

        private void take(VendorIdentities.Place place, Map<OID, String> texts) {
            ObservedIdentity identity = new ObservedIdentity(
                    text(texts, place.serial()),
                    text(texts, place.model()),
                    text(texts, place.firmware()),
                    place.source());
            if (identity.serialNumber().isPresent()) {
                done.complete(new Probe.Answered<>(identity));
                return;
            }
            if (best.isEmpty() && !texts.isEmpty()) {
                best = Optional.of(identity);
            }
            next();
        }

        private static Optional<String> text(Map<OID, String> texts, Optional<OID> oid) {
            return oid.flatMap(name -> Optional.ofNullable(texts.get(name)));
        }

        private static Map<OID, String> texts(List<VariableBinding> varbinds) {
            Map<OID, String> texts = new TreeMap<>();
            for (VariableBinding varbind : varbinds) {
                if (!varbind.isException() && !(varbind.getVariable() instanceof Null)) {
                    String text = SystemGroup.text(varbind.getVariable());
                    if (!text.isEmpty()) {
                        texts.put(varbind.getOid(), text);
                    }
                }
            }
            return texts;
        }
    }
}
