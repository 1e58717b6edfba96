package dev.inventory.device.internal.snmp;

import dev.inventory.device.ObservedIdentity;
import dev.inventory.device.Probe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * Reads what a device says it is from entPhysicalTable (ENTITY-MIB, RFC 6933). The row that counts is the chassis: the
 * table lists power supplies and line cards beside it, with serial numbers of their own, in any order.
 */
@ApplicationScoped
public class EntityMib {

    private static final String TABLE = "1.3.6.1.2.1.47.1.1.1.1.";
    private static final int CLASS = 5;
    private static final int FIRMWARE_REVISION = 9;
    private static final int SOFTWARE_REVISION = 10;
    private static final int SERIAL = 11;
    private static final int MODEL = 13;
    private static final List<OID> COLUMNS = IntStream.rangeClosed(0, MODEL)
            .mapToObj(column -> new OID(TABLE + column))
            .toList();
    private static final int CHASSIS = 3;
    private static final int STACK = 11;
    private static final int REPETITIONS = 10;
    /** A large chassis has some hundred entities; a table without end is none. */
    private static final int MAX_ROWS = 5000;

    @Inject
    SnmpSession session;

    /** Walks the table; the future completes on a thread of the session. */
    public CompletableFuture<Probe<ObservedIdentity>> read(SnmpAgent agent, boolean withFirmware) {
        List<Integer> columns = withFirmware
                ? List.of(CLASS, SERIAL, MODEL, FIRMWARE_REVISION, SOFTWARE_REVISION)
                : List.of(CLASS, SERIAL);
        Walk walk = new Walk(agent, columns);
        walk.next();
        return walk.done;
    }

    /** One walk over some columns, side by side. */
    private final class Walk {

        private final SnmpAgent agent;
        private final List<Integer> columns;
        private final List<OID> at = new ArrayList<>();
        private final Map<OID, Map<Integer, String>> rows = new TreeMap<>();
        private final CompletableFuture<Probe<ObservedIdentity>> done = new CompletableFuture<>();
        private int repetitions = REPETITIONS;

        Walk(SnmpAgent agent, List<Integer> columns) {
            this.agent = agent;
            this.columns = columns;
            columns.forEach(column -> at.add(column(column)));
        }

        void next() {
            session.getNext(agent, at, repetitions, this::take);
        }

        private void take(SnmpReply reply) {
            if (reply instanceof SnmpReply.Answer answer) {
                if (collect(answer.varbinds()) && rows.size() < MAX_ROWS) {
                    next();
                } else {
                    done.complete(conclude());
                }
            } else if (repetitions > 1 && !rows.isEmpty() && isPerhapsTooLarge(reply)) {
                repetitions = 1;
                next();
            } else if (reply instanceof SnmpReply.Timeout) {
                done.complete(new Probe.Silent<>("No answer over SNMP"));
            } else if (reply instanceof SnmpReply.ErrorStatus error) {
                done.complete(new Probe.Refused<>(Probe.Cause.NO_SUCH_OBJECT, "The device answered " + error.text()));
            } else if (reply instanceof SnmpReply.NotSent notSent) {
                done.complete(new Probe.Refused<>(Probe.Cause.UNREACHABLE, notSent.reason()));
            } else if (reply instanceof SnmpReply.AuthenticationFailed failed) {
                done.complete(new Probe.Refused<>(Probe.Cause.AUTHENTICATION_FAILURE, failed.reason()));
            }
        }

        /** It has answered before, so that a smaller question may be answered, too. */
        private static boolean isPerhapsTooLarge(SnmpReply reply) {
            return reply instanceof SnmpReply.Timeout
                    || (reply instanceof SnmpReply.ErrorStatus error && error.status() == PDU.tooBig);
        }

        /** Takes in a round of rows; true if there may be more. */
        private boolean collect(List<VariableBinding> varbinds) {
            boolean progress = false;
            List<OID> last = new ArrayList<>(at);
            for (int i = 0; i < varbinds.size(); i++) {
                int which = i % columns.size();
                OID column = column(columns.get(which));
                VariableBinding varbind = varbinds.get(i);
                OID oid = varbind.getOid();
                if (varbind.isException() || !oid.startsWith(column) || oid.compareTo(last.get(which)) <= 0) {
                    continue;
                }
                last.set(which, oid);
                progress = true;
                OID index = new OID(oid.getValue(), column.size(), oid.size() - column.size());
                rows.computeIfAbsent(index, row -> new TreeMap<>())
                        .put(columns.get(which), SystemGroup.text(varbind.getVariable()));
            }
            at.clear();
            at.addAll(last);
            return progress;
        }

        private Probe<ObservedIdentity> conclude() {
            if (rows.isEmpty()) {
                return new Probe.Refused<>(Probe.Cause.NO_SUCH_OBJECT, "The device has no ENTITY-MIB");
            }
            Optional<Map<Integer, String>> row =
                    ofClass(CHASSIS).or(() -> ofClass(STACK)).or(this::anyWithSerial);
            return row.<Probe<ObservedIdentity>>map(found -> new Probe.Answered<>(identity(found)))
                    .orElseGet(() -> new Probe.Refused<>(
                            Probe.Cause.NO_SUCH_OBJECT, "The device's ENTITY-MIB holds no serial number"));
        }

        /** Where both are told, the firmware is what the software was started from. */
        private static ObservedIdentity identity(Map<Integer, String> row) {
            Optional<String> software = value(row, SOFTWARE_REVISION);
            Optional<String> firmware = value(row, FIRMWARE_REVISION);
            return new ObservedIdentity(
                    value(row, SERIAL),
                    value(row, MODEL),
                    software.or(() -> firmware),
                    software.flatMap(running -> firmware),
                    ObservedIdentity.ENTITY_MIB);
        }

        private Optional<Map<Integer, String>> ofClass(int physicalClass) {
            return rows.values().stream()
                    .filter(row -> Integer.toString(physicalClass).equals(row.get(CLASS)))
                    .filter(row -> value(row, SERIAL).isPresent())
                    .findFirst();
        }

        private Optional<Map<Integer, String>> anyWithSerial() {
            return rows.values().stream()
                    .filter(row -> value(row, SERIAL).isPresent())
                    .findFirst();
        }

        private static Optional<String> value(Map<Integer, String> row, int column) {
            return Optional.ofNullable(row.get(column)).filter(text -> !text.isEmpty());
        }
    }

    private static OID column(int column) {
        return COLUMNS.get(column);
    }
}
