package dev.inventory.device.internal.snmp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.security.PrivacyProtocol;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.security.nonstandard.PrivAES192With3DESKeyExtension;
import org.snmp4j.security.nonstandard.PrivAES256With3DESKeyExtension;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** An agent of version 3 that answers every question with an up time. */
final class UserAgent implements CommandResponder, AutoCloseable {

    private static final OID SYS_UP_TIME = new OID("1.3.6.1.2.1.1.3.0");

    final InetSocketAddress address;
    final AtomicInteger asked = new AtomicInteger();
    private final Snmp snmp;

    UserAgent(InetSocketAddress address, byte[] engineId, int boots, SnmpCredentials.User... users) throws IOException {
        this.address = address;
        SecurityProtocols protocols = new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.maxCompatibility);
        protocols.addPrivacyProtocol(new PrivAES192With3DESKeyExtension());
        protocols.addPrivacyProtocol(new PrivAES256With3DESKeyExtension());
        USM usm = new USM(protocols, new OctetString(engineId), boots);
        Arrays.stream(users).forEach(user -> usm.addUser(user(user)));
        SecurityModels models = new SecurityModels().addSecurityModel(usm);
        MPv3 model = new MPv3(engineId, null, protocols, models, org.snmp4j.mp.CounterSupport.getInstance());
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(model);
        snmp = new Snmp(
                dispatcher, new DefaultUdpTransportMapping(new UdpAddress(address.getAddress(), address.getPort())));
        snmp.addCommandResponder(this);
        snmp.listen();
    }

    static byte[] engine(int number) {
        byte[] id = new byte[12];
        id[0] = (byte) 0x80;
        id[11] = (byte) number;
        return id;
    }

    static InetSocketAddress freeAddress(String host) throws IOException {
        try (java.net.DatagramSocket socket = new java.net.DatagramSocket(0, InetAddress.getByName(host))) {
            return new InetSocketAddress(InetAddress.getByName(host), socket.getLocalPort());
        }
    }

    private static UsmUser user(SnmpCredentials.User user) {
        boolean authenticated = user.auth() != AuthProtocol.NONE;
        return new UsmUser(
                new OctetString(user.name()),
                authenticated ? user.auth().protocol().orElseThrow().getID() : null,
                authenticated ? new OctetString(user.authKey()) : null,
                user.priv().protocol().map(PrivacyProtocol::getID).orElse(null),
                user.priv() == PrivProtocol.NONE ? null : new OctetString(user.privKey()));
    }

    @Override
    public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
        asked.incrementAndGet();
        PDU answer = (PDU) event.getPDU().clone();
        answer.setType(PDU.RESPONSE);
        answer.clear();
        answer.setRequestID(event.getPDU().getRequestID());
        answer.setErrorStatus(0);
        answer.setErrorIndex(0);
        answer.add(new VariableBinding(SYS_UP_TIME, new TimeTicks(4200)));
        // Who answers at another level than was asked at would hide a mistake.
        answer.add(new VariableBinding(new OID("1.3.6.1.4.1.0"), new Integer32(event.getSecurityLevel())));
        event.setProcessed(true);
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

    static int level(SnmpReply.Answer answer) {
        return answer.varbinds().get(1).getVariable().toInt();
    }

    static int level(SnmpCredentials.User user) {
        return user.auth() == AuthProtocol.NONE
                ? SecurityLevel.NOAUTH_NOPRIV
                : user.priv() == PrivProtocol.NONE ? SecurityLevel.AUTH_NOPRIV : SecurityLevel.AUTH_PRIV;
    }

    @Override
    public void close() throws IOException {
        snmp.close();
    }
}
