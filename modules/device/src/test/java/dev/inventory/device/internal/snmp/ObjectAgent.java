package dev.inventory.device.internal.snmp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** An agent of version 2c that has the objects it is given, and is silent to questions for more than some of them. */
final class ObjectAgent implements CommandResponder, AutoCloseable {

    final InetSocketAddress address;
    final AtomicInteger asked = new AtomicInteger();
    private final TreeMap<OID, Variable> objects = new TreeMap<>();
    private final int most;
    private final Snmp snmp;

    ObjectAgent(String host, int most, Map<String, String> texts) throws IOException {
        this.address = UserAgent.freeAddress(host);
        this.most = most;
        texts.forEach((oid, text) -> objects.put(new OID(oid), value(text)));
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv2c());
        snmp = new Snmp(
                dispatcher, new DefaultUdpTransportMapping(new UdpAddress(address.getAddress(), address.getPort())));
        snmp.addCommandResponder(this);
        snmp.listen();
    }

    private static Variable value(String text) {
        return text.matches("[0-9]+(\\.[0-9]+)+") ? new OID(text) : new OctetString(text);
    }

    SnmpAgent agent() {
        return new SnmpAgent(address, new SnmpCredentials.Community(false, "public"), 300, 1);
    }

    @Override
    public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
        event.setProcessed(true);
        PDU question = event.getPDU();
        if (question.size() > most) {
            return;
        }
        asked.incrementAndGet();
        PDU answer = new PDU();
        answer.setType(PDU.RESPONSE);
        answer.setRequestID(question.getRequestID());
        int rounds = question.getType() == PDU.GETBULK ? question.getMaxRepetitions() : 1;
        OID[] at = question.getVariableBindings().stream()
                .map(VariableBinding::getOid)
                .toArray(OID[]::new);
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < at.length; i++) {
                answer.add(question.getType() == PDU.GET ? exactly(at[i]) : after(at[i]));
                at[i] = answer.get(answer.size() - 1).getOid();
            }
        }
        try {
            event.getMessageDispatcher()
                    .returnResponsePdu(
                            event.getMessageProcessingModel(),
                            event.getSecurityModel(),
                            event.getSecurityName(),
                            event.getSecurityLevel(),
                            answer,
                            event.getMaxSizeResponsePDU(),
                            event.getStateReference(),
                            new StatusInformation());
        } catch (MessageException e) {
            throw new IllegalStateException(e);
        }
    }

    private VariableBinding exactly(OID oid) {
        return new VariableBinding(oid, objects.getOrDefault(oid, Null.noSuchObject));
    }

    private VariableBinding after(OID oid) {
        Map.Entry<OID, Variable> next = objects.higherEntry(oid);
        return next == null
                ? new VariableBinding(oid, Null.endOfMibView)
                : new VariableBinding(next.getKey(), next.getValue());
    }

    @Override
    public void close() throws IOException {
        snmp.close();
    }
}
