package dev.inventory.device.internal.snmp;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * What one GET learns of a device: the system group (SNMPv2-MIB, RFC 3418) and the engine's time (SNMP-FRAMEWORK-MIB,
 * RFC 3411) where there is one.
 *
 * @param agentTime sysUpTime, which begins again after 497 days
 * @param engine its count of boots and its clock
 * @param facts texts by the object's name; empty ones are left out
 * @param isSignOfLife whether no more was answered than that it is there
 */
public record SystemGroup(
        Optional<Duration> agentTime, Optional<EngineClock> engine, Map<String, String> facts, boolean isSignOfLife) {

    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");
    private static final OID SYS_DESCR = new OID("1.3.6.1.2.1.1.1.0");
    private static final OID SYS_OBJECT_ID = new OID("1.3.6.1.2.1.1.2.0");
    private static final OID SYS_UP_TIME = new OID("1.3.6.1.2.1.1.3.0");
    private static final OID SYS_CONTACT = new OID("1.3.6.1.2.1.1.4.0");
    private static final OID SYS_NAME = new OID("1.3.6.1.2.1.1.5.0");
    private static final OID SYS_LOCATION = new OID("1.3.6.1.2.1.1.6.0");
    private static final OID ENGINE_BOOTS = new OID("1.3.6.1.6.3.10.2.1.2.0");
    private static final OID ENGINE_TIME = new OID("1.3.6.1.6.3.10.2.1.3.0");

    /** What is asked of a device that is up. */
    public static final List<OID> OIDS = List.of(
            SYS_DESCR, SYS_OBJECT_ID, SYS_UP_TIME, SYS_CONTACT, SYS_NAME, SYS_LOCATION, ENGINE_BOOTS, ENGINE_TIME);

    /** What is asked of a device that is down: whether it is there, and no more. */
    public static final List<OID> SIGN_OF_LIFE = List.of(SYS_UP_TIME);

    private static final Map<OID, String> TEXTS = Map.of(
            SYS_DESCR, "sysDescr",
            SYS_OBJECT_ID, "sysObjectID",
            SYS_CONTACT, "sysContact",
            SYS_NAME, "sysName",
            SYS_LOCATION, "sysLocation");
    private static final int MAX_TEXT = 2000;

    public static SystemGroup of(List<VariableBinding> varbinds) {
        Optional<Duration> agentTime = Optional.empty();
        Optional<Integer> engineBoots = Optional.empty();
        Optional<Duration> engineTime = Optional.empty();
        Map<String, String> facts = new LinkedHashMap<>();
        for (VariableBinding varbind : varbinds) {
            // Agents answer all sorts of things: what is not of the object's type tells nothing.
            if (varbind.isException() || varbind.getVariable() instanceof Null) {
                continue;
            }
            OID oid = varbind.getOid();
            Variable value = varbind.getVariable();
            if (SYS_UP_TIME.equals(oid) && value instanceof TimeTicks) {
                agentTime = Optional.of(Duration.ofMillis(value.toLong() * 10));
            } else if (ENGINE_BOOTS.equals(oid) && value instanceof Integer32) {
                engineBoots = Optional.of(value.toInt());
            } else if (ENGINE_TIME.equals(oid) && value instanceof Integer32) {
                engineTime = Optional.of(Duration.ofSeconds(value.toLong()));
            } else if (TEXTS.containsKey(oid)) {
                String text = text(value);
                if (!text.isEmpty()) {
                    facts.put(TEXTS.getOrDefault(oid, ""), text);
                }
            }
        }
        Optional<Duration> time = engineTime;
        Optional<EngineClock> engine = engineBoots.flatMap(boots -> time.map(shown -> new EngineClock(boots, shown)));
        return new SystemGroup(agentTime, engine, facts, varbinds.size() <= SIGN_OF_LIFE.size());
    }

    /** Agents write Latin-1, UTF-8 or binary; what is not printable becomes a space. */
    static String text(Variable value) {
        String text = value instanceof OctetString octets
                ? new String(octets.getValue(), java.nio.charset.StandardCharsets.UTF_8)
                : value.toString();
        String printable = CONTROLS.matcher(text).replaceAll(" ").strip();
        return printable.length() > MAX_TEXT ? printable.substring(0, MAX_TEXT) : printable;
    }
}
