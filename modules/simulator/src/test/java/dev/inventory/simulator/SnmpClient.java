package dev.inventory.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snmp4j.CommunityTarget;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.Snmp;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** A manager made of snmp4j, which shares no code with the farm. */
final class SnmpClient implements AutoCloseable {
    static final String SYS_DESCR = "1.3.6.1.2.1.1.1.0";
    static final String SYS_UP_TIME = "1.3.6.1.2.1.1.3.0";
    static final String SYS_CONTACT = "1.3.6.1.2.1.1.4.0";
    static final String SYS_NAME = "1.3.6.1.2.1.1.5.0";
    static final String SYS_LOCATION = "1.3.6.1.2.1.1.6.0";
    static final String ENGINE_BOOTS = "1.3.6.1.6.3.10.2.1.2.0";
    static final String ENGINE_TIME = "1.3.6.1.6.3.10.2.1.3.0";
    static final String ENTITY_CLASS = "1.3.6.1.2.1.47.1.1.1.1.5";
    static final String ENTITY_SERIAL = "1.3.6.1.2.1.47.1.1.1.1.11";

    private static final int CHASSIS = 3;

    private final Snmp snmp;
    private String community = "public";
    private int version = SnmpConstants.version2c;
    private long timeoutMillis = 2000;

    SnmpClient() {
        try {
            var transport = new DefaultUdpTransportMapping(new UdpAddress("127.0.0.1/0"));
            transport.setReceiveBufferSize(4 << 20);
            snmp = new Snmp(transport);
            snmp.listen();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    SnmpClient community(String name) {
        community = name;
        return this;
    }

    SnmpClient v1() {
        version = SnmpConstants.version1;
        return this;
    }

    /** For requests that shall not be answered, so that a test does not take long. */
    SnmpClient impatient() {
        timeoutMillis = 150;
        return this;
    }

    PDU pdu(int type, String... oids) {
        PDU pdu = version == SnmpConstants.version1 ? new PDUv1() : new PDU();
        pdu.setType(type);
        for (String oid : oids) {
            pdu.add(new VariableBinding(new OID(oid)));
        }
        return pdu;
    }

    Optional<PDU> send(Agent agent, PDU pdu) {
        try {
            return Optional.ofNullable(snmp.send(pdu, target(agent)).getResponse());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    CommunityTarget<Address> target(Agent agent) {
        InetSocketAddress address = agent.address();
        var target = new CommunityTarget<Address>(
                new UdpAddress(address.getAddress(), address.getPort()), new OctetString(community));
        target.setVersion(version);
        target.setTimeout(timeoutMillis);
        target.setRetries(0);
        return target;
    }

    Snmp snmp() {
        return snmp;
    }

    Optional<PDU> get(Agent agent, String... oids) {
        return send(agent, pdu(PDU.GET, oids));
    }

    PDU bulk(Agent agent, int nonRepeaters, int maxRepetitions, String... oids) {
        PDU pdu = pdu(PDU.GETBULK, oids);
        pdu.setNonRepeaters(nonRepeaters);
        pdu.setMaxRepetitions(maxRepetitions);
        return send(agent, pdu).orElseThrow();
    }

    PDU set(Agent agent, VariableBinding... bindings) {
        PDU pdu = pdu(PDU.SET);
        pdu.addAll(bindings);
        return send(agent, pdu).orElseThrow();
    }

    boolean answers(Agent agent) {
        return get(agent, SYS_DESCR).isPresent();
    }

    Variable value(Agent agent, String oid) {
        return get(agent, oid).orElseThrow().get(0).getVariable();
    }

    /** Walks by GETNEXT from that name to the end. */
    List<VariableBinding> walk(Agent agent, String from) {
        var found = new ArrayList<VariableBinding>();
        OID at = new OID(from);
        while (true) {
            PDU response = send(agent, pdu(PDU.GETNEXT, at.toDottedString())).orElseThrow();
            VariableBinding binding = response.get(0);
            if (binding.isException() || response.getErrorStatus() != 0) {
                return found;
            }
            found.add(binding);
            at = binding.getOid();
        }
    }

    /** The serial number of the entity that is a chassis. */
    String chassisSerial(Agent agent) {
        for (VariableBinding binding : walk(agent, ENTITY_CLASS)) {
            if (binding.getOid().startsWith(new OID(ENTITY_CLASS))
                    && binding.getVariable().toInt() == CHASSIS) {
                return value(agent, ENTITY_SERIAL + "." + binding.getOid().last())
                        .toString();
            }
        }
        throw new AssertionError("no chassis at " + agent.address());
    }

    @Override
    public void close() {
        try {
            snmp.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
