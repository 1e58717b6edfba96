package dev.inventory.device.internal.snmp;

import java.util.List;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.ScopedPDU;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

/**
 * What is asked. Every sending makes a PDU of its own: requests are told apart by the id that a PDU keeps once it was
 * sent.
 *
 * @param type as in {@link PDU}; GETBULK becomes GETNEXT for version 1, which has none
 * @param repetitions of GETBULK
 */
record Question(int type, List<VariableBinding> varbinds, int repetitions) {

    PDU pdu(SnmpCredentials credentials) {
        PDU pdu;
        if (credentials instanceof SnmpCredentials.User user) {
            ScopedPDU scoped = new ScopedPDU();
            scoped.setContextName(new OctetString(user.context()));
            pdu = scoped;
        } else {
            pdu = ((SnmpCredentials.Community) credentials).isVersion1() ? new PDUv1() : new PDU();
        }
        boolean bulk = type == PDU.GETBULK;
        pdu.setType(bulk && pdu instanceof PDUv1 ? PDU.GETNEXT : type);
        if (bulk && !(pdu instanceof PDUv1)) {
            pdu.setMaxRepetitions(repetitions);
        }
        varbinds.forEach(pdu::add);
        return pdu;
    }
}
