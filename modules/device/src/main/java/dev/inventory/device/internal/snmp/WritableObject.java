package dev.inventory.device.internal.snmp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

/** The scalars that every agent should let a manager write (SNMPv2-MIB, RFC 3418). Texts of up to 255 octets. */
public enum WritableObject {
    SYS_CONTACT("sysContact", "1.3.6.1.2.1.1.4.0"),
    SYS_LOCATION("sysLocation", "1.3.6.1.2.1.1.6.0"),
    SYS_NAME("sysName", "1.3.6.1.2.1.1.5.0");

    /** Most octets of a value. */
    public static final int MAX_OCTETS = 255;

    private final String parameter;
    private final String oid;

    WritableObject(String parameter, String oid) {
        this.parameter = parameter;
        this.oid = oid;
    }

    /** As MIBs and clients name it. */
    public String parameter() {
        return parameter;
    }

    public OID oid() {
        return new OID(oid);
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public static WritableObject named(String parameter) {
        return Arrays.stream(values())
                .filter(object -> object.parameter.equals(parameter))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No writable object is named " + parameter));
    }

    /** The object with a value, to be written. */
    public VariableBinding binding(String value) {
        return new VariableBinding(oid(), new OctetString(value.getBytes(StandardCharsets.UTF_8)));
    }

    /** What an agent told of these objects, by parameter; without those it has not. */
    public static Map<String, String> texts(List<VariableBinding> varbinds) {
        Map<String, String> texts = new TreeMap<>();
        for (VariableBinding varbind : varbinds) {
            for (WritableObject object : values()) {
                if (object.oid().equals(varbind.getOid()) && varbind.getVariable() instanceof OctetString value) {
                    texts.put(object.parameter, new String(value.getValue(), StandardCharsets.UTF_8));
                }
            }
        }
        return texts;
    }
}
