package dev.inventory.device.internal.snmp;

import dev.inventory.platform.lifecycle.Started;
import dev.inventory.platform.lifecycle.Stopping;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.snmp4j.CommunityTarget;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.event.ResponseListener;
import org.snmp4j.mp.MPv1;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/**
 * The one SNMP session of the server: one UDP socket, asynchronous, shared by every device. A session for each device
 * costs some fifty times as much.
 */
@ApplicationScoped
public class SnmpSession {

    private static final Logger LOG = Logger.getLogger(SnmpSession.class.getName());

    /** A full window of answers must fit while the reader is held up; the system's default loses some. */
    private static final int RECEIVE_BUFFER = 4 << 20;

    private final QuestionSizes sizes = new QuestionSizes();
    private @Nullable Line line;

    /** The open session, and what version 3 needs beside it. */
    record Line(Snmp snmp, Engines engines, UserKeys keys) {

        /** Sends and gives the first answer on, in any case once. */
        void send(SnmpAgent agent, PDU pdu, Target<UdpAddress> target, Consumer<SnmpReply> listener) {
            Once once = new Once(agent, listener);
            try {
                snmp.send(pdu, target, null, once);
            } catch (IOException | RuntimeException e) {
                snmp.cancel(pdu, once); // what cannot be sent is waited for all the same
                once.tell(new SnmpReply.NotSent(reason(e)));
            }
        }
    }

    void open(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) Started started) {
        close(); // of a start that failed further on
        try {
            DefaultUdpTransportMapping transport = new DefaultUdpTransportMapping(new UdpAddress("0.0.0.0/0"));
            // The plain dispatcher handles a message before the next is read: no copy of the buffer for each.
            transport.setAsyncMsgProcessingSupported(false);
            transport.setReceiveBufferSize(RECEIVE_BUFFER);
            MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
            dispatcher.addMessageProcessingModel(new MPv1());
            dispatcher.addMessageProcessingModel(new MPv2c());
            Engines engines = new Engines();
            dispatcher.addMessageProcessingModel(engines.model());
            Snmp session = new Snmp(dispatcher, transport);
            session.setTimeoutModel(new BackoffTimeout());
            session.listen();
            line = new Line(session, engines, new UserKeys());
        } catch (IOException e) {
            throw new UncheckedIOException("No UDP socket for SNMP", e);
        }
    }

    /** After the poller has ended. */
    void close(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) Stopping stopping) {
        close();
    }

    @PreDestroy
    void close() {
        Line open = line;
        line = null;
        if (open != null) {
            open.keys().close();
            try {
                open.snmp().close();
            } catch (IOException e) {
                LOG.log(Level.FINE, "The SNMP session did not close", e);
            }
        }
    }

    /** Takes over which engine was known to answer at an address, so that it need not be found out. */
    public void rememberEngine(SnmpAgent agent, String engineId) {
        Line open = line;
        if (open != null && agent.credentials() instanceof SnmpCredentials.User) {
            open.engines().remember(agent.udp(), engineId);
        }
    }

    /** Asks for the values of these OIDs. The listener is called once, on a thread of the session: it only enqueues. */
    public void get(SnmpAgent agent, List<OID> oids, int retries, Consumer<SnmpReply> listener) {
        if (oids.size() > sizes.limit(agent)) {
            new PartedGet(this, agent, oids, retries, sizes.limit(agent), listener).next();
        } else {
            getWhole(agent, oids, retries, reply -> sizes.settle(this, agent, oids, retries, reply, listener));
        }
    }

    /** As {@link #get}, for who asks again soon: if the question was too large, that is found out the next time. */
    public void getInTurn(SnmpAgent agent, List<OID> oids, int retries, Consumer<SnmpReply> listener) {
        if (sizes.clearSuspicion(agent, oids)) {
            sizes.lookInto(this, agent, oids, retries, listener);
        } else if (oids.size() > sizes.limit(agent)) {
            get(agent, oids, retries, listener);
        } else {
            getWhole(agent, oids, retries, reply -> sizes.settleLater(this, agent, oids, retries, reply, listener));
        }
    }

    /** Asks in one message, whatever its size. */
    void getWhole(SnmpAgent agent, List<OID> oids, int retries, Consumer<SnmpReply> listener) {
        List<VariableBinding> varbinds = oids.stream().map(VariableBinding::new).toList();
        send(agent, new Question(PDU.GET, varbinds, 0), retries, reply -> {
            if (!(reply instanceof Missing missing)) {
                listener.accept(reply);
            } else if (oids.size() == 1) {
                listener.accept(new SnmpReply.Answer(List.of()));
            } else {
                // Version 1 answers nothing at all when one object is missing: once more without it.
                List<OID> rest = new ArrayList<>(oids);
                rest.remove(Math.min(Math.max(missing.index(), 1), oids.size()) - 1);
                getWhole(agent, rest, retries, listener);
            }
        });
    }

    /** Writes values, all or none of them. The listener is called once, on a thread of the session: it only enqueues. */
    public void set(SnmpAgent agent, List<VariableBinding> values, Consumer<SnmpReply> listener) {
        send(
                agent,
                new Question(PDU.SET, values, 0),
                agent.retries(),
                reply -> listener.accept(
                        reply instanceof Missing missing
                                ? new SnmpReply.ErrorStatus(PDU.noSuchName, "No such name", missing.index())
                                : reply));
    }

    /** Asks for what follows each of these OIDs, {@code repetitions} times (once for version 1, which has no GETBULK). */
    public void getNext(SnmpAgent agent, List<OID> oids, int repetitions, Consumer<SnmpReply> listener) {
        send(
                agent,
                new Question(
                        PDU.GETBULK, oids.stream().map(VariableBinding::new).toList(), repetitions),
                agent.retries(),
                reply -> listener.accept(reply instanceof Missing ? new SnmpReply.Answer(List.of()) : reply));
    }

    private void send(SnmpAgent agent, Question question, int retries, Consumer<SnmpReply> listener) {
        Line open = line;
        if (open == null) {
            listener.accept(new SnmpReply.NotSent("The server is stopping"));
        } else if (agent.credentials() instanceof SnmpCredentials.User user) {
            new UserExchange(open, agent, user, question, retries, listener).begin();
        } else {
            open.send(agent, question.pdu(agent.credentials()), target(agent, retries), listener);
        }
    }

    private static CommunityTarget<UdpAddress> target(SnmpAgent agent, int retries) {
        SnmpCredentials.Community community = (SnmpCredentials.Community) agent.credentials();
        CommunityTarget<UdpAddress> target = new CommunityTarget<>(agent.udp(), new OctetString(community.community()));
        target.setVersion(community.isVersion1() ? SnmpConstants.version1 : SnmpConstants.version2c);
        target.setTimeout(agent.timeoutMs());
        target.setRetries(retries);
        return target;
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** A version 1 agent lacks the object at this place of the question, counted from 1. */
    private record Missing(int index) implements SnmpReply.Internal {}

    /**
     * Gives the first answer on and forgets the request, without which the session would call again with nothing: and may
     * all the same, if the time is over at the moment in which the answer comes.
     */
    private static final class Once implements ResponseListener {

        private final SnmpAgent agent;
        private final Consumer<SnmpReply> listener;
        private final AtomicBoolean told = new AtomicBoolean();

        Once(SnmpAgent agent, Consumer<SnmpReply> listener) {
            this.agent = agent;
            this.listener = listener;
        }

        void tell(SnmpReply reply) {
            if (told.compareAndSet(false, true)) {
                listener.accept(reply);
            }
        }

        @Override
        public <A extends Address> void onResponse(ResponseEvent<A> event) {
            if (event.getSource() instanceof Snmp session) {
                session.cancel(event.getRequest(), this);
            }
            tell(reply(event));
        }

        private SnmpReply reply(ResponseEvent<?> event) {
            PDU response = event.getResponse();
            if (response == null) {
                Exception error = event.getError();
                return error == null ? new SnmpReply.Timeout() : new SnmpReply.NotSent(reason(error));
            }
            // Without authentication anybody may answer: at least it must come from where it was asked.
            if (event.getPeerAddress() instanceof UdpAddress peer && !isAgent(peer)) {
                return new SnmpReply.NotSent("Answered from another address: "
                        + peer.getInetAddress().getHostAddress());
            }
            if (response.getType() == PDU.REPORT) {
                return new UserExchange.Report(response.get(0).getOid());
            }
            if (response.getErrorStatus() == PDU.noSuchName) {
                return new Missing(response.getErrorIndex());
            }
            if (response.getErrorStatus() != PDU.noError) {
                return new SnmpReply.ErrorStatus(
                        response.getErrorStatus(), response.getErrorStatusText(), response.getErrorIndex());
            }
            return new SnmpReply.Answer(List.copyOf(response.getVariableBindings()));
        }

        private boolean isAgent(UdpAddress peer) {
            InetAddress asked = agent.address().getAddress();
            return peer.getInetAddress().equals(asked);
        }
    }
}
