package dev.inventory.device.internal.discovery;

import dev.inventory.device.FoundAgent;
import dev.inventory.device.ObservedIdentity;
import dev.inventory.device.internal.snmp.SystemGroup;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** What the first answer of an agent tells of it: the system group (RFC 3418), its engine (RFC 3411), its bridge (RFC 4188). */
final class AgentTraits {

    /** ifPhysAddress (RFC 2863). */
    static final OID MAC_COLUMN = new OID("1.3.6.1.2.1.2.2.1.6");

    private static final OID SYS_DESCR = new OID("1.3.6.1.2.1.1.1.0");
    private static final OID SYS_OBJECT_ID = new OID("1.3.6.1.2.1.1.2.0");
    private static final OID SYS_NAME = new OID("1.3.6.1.2.1.1.5.0");
    private static final OID SYS_LOCATION = new OID("1.3.6.1.2.1.1.6.0");
    private static final OID SYS_SERVICES = new OID("1.3.6.1.2.1.1.7.0");
    private static final OID ENGINE_ID = new OID("1.3.6.1.6.3.10.2.1.1.0");
    private static final OID BRIDGE_ADDRESS = new OID("1.3.6.1.2.1.17.1.1.0");
    /** ipAdEntIfIndex (RFC 1213): the interface of an IPv4 address. */
    private static final OID INTERFACE_OF = new OID("1.3.6.1.2.1.4.20.1.2");

    private static final int MAC_OCTETS = 6;
    private static final int LEAST_ENGINE_OCTETS = 5;
    private static final int MOST_ENGINE_OCTETS = 32;

    /** For agents that turn down a question which holds objects that they lack. */
    static final List<OID> FEW_QUESTIONS = List.of(SYS_DESCR, SYS_OBJECT_ID, SYS_NAME);

    private final Map<OID, Variable> values = new HashMap<>();
    private final Map<String, String> texts;

    AgentTraits(List<VariableBinding> varbinds) {
        varbinds.stream()
                .filter(varbind -> !varbind.isException())
                .forEach(varbind -> values.put(varbind.getOid(), varbind.getVariable()));
        texts = SystemGroup.of(varbinds).facts();
    }

    /** What an agent at this address is asked first. */
    static List<OID> questions(InetAddress address) {
        List<OID> questions = new ArrayList<>(
                List.of(SYS_DESCR, SYS_OBJECT_ID, SYS_NAME, SYS_LOCATION, SYS_SERVICES, ENGINE_ID, BRIDGE_ADDRESS));
        if (address instanceof Inet4Address) {
            questions.add(new OID(INTERFACE_OF).append(address.getHostAddress()));
        }
        return questions;
    }

    /** The question for an interface's MAC address. */
    static OID macOf(int interfaceIndex) {
        return new OID(MAC_COLUMN).append(interfaceIndex);
    }

    /** The interface that has the address that was asked. */
    Optional<Integer> interfaceIndex() {
        return values.entrySet().stream()
                .filter(value -> value.getKey().startsWith(INTERFACE_OF) && value.getValue() instanceof Integer32)
                .map(value -> value.getValue().toInt())
                .findFirst();
    }

    Optional<String> bridgeMac() {
        return mac(values.get(BRIDGE_ADDRESS));
    }

    /** The first MAC address among these; loopbacks and tunnels have none. */
    static Optional<String> firstMac(List<VariableBinding> varbinds) {
        return varbinds.stream()
                .filter(varbind -> varbind.getOid().startsWith(MAC_COLUMN))
                .flatMap(varbind -> mac(varbind.getVariable()).stream())
                .findFirst();
    }

    FoundAgent found(int credential, ObservedIdentity identity, Optional<String> mac, AgentKinds kinds) {
        Optional<OID> objectId = values.get(SYS_OBJECT_ID) instanceof OID oid ? Optional.of(oid) : Optional.empty();
        OptionalInt services = values.get(SYS_SERVICES) instanceof Integer32 layers
                ? OptionalInt.of(layers.toInt())
                : OptionalInt.empty();
        AgentKinds.Kind kind = kinds.guess(objectId, services);
        return new FoundAgent(
                credential,
                text("sysName"),
                text("sysDescr"),
                objectId.map(OID::toDottedString),
                text("sysLocation"),
                identity,
                mac,
                engineId(),
                kind.vendor(),
                kind.type());
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(texts.get(name));
    }

    private Optional<String> engineId() {
        return values.get(ENGINE_ID) instanceof OctetString octets
                        && octets.length() >= LEAST_ENGINE_OCTETS
                        && octets.length() <= MOST_ENGINE_OCTETS
                ? Optional.of(HexFormat.of().formatHex(octets.getValue()))
                : Optional.empty();
    }

    private static Optional<String> mac(@org.jspecify.annotations.Nullable Variable value) {
        return value instanceof OctetString octets && octets.length() == MAC_OCTETS && !isZero(octets)
                ? Optional.of(HexFormat.ofDelimiter(":").withUpperCase().formatHex(octets.getValue()))
                : Optional.empty();
    }

    private static boolean isZero(OctetString octets) {
        for (byte octet : octets.getValue()) {
            if (octet != 0) {
                return false;
            }
        }
        return true;
    }
}
