package dev.inventory.device.internal.snmp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;

/**
 * How many OIDs an agent takes at once. One that says that an answer would be too big, or is silent to a large question
 * but not to half of it, is asked for half as many, for a day.
 */
final class QuestionSizes {

    private static final Logger LOG = Logger.getLogger(QuestionSizes.class.getName());
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int MAX_AGENTS = 20_000;
    /** A smaller question that is not answered was not too large. */
    private static final int LARGE = 4;

    private final Cache<InetSocketAddress, Integer> limits =
            Caffeine.newBuilder().maximumSize(MAX_AGENTS).expireAfterWrite(KEPT).build();

    /** Agents that were silent to a large question when they were asked last. */
    private final Cache<InetSocketAddress, Boolean> suspects =
            Caffeine.newBuilder().maximumSize(MAX_AGENTS).expireAfterWrite(KEPT).build();

    int limit(SnmpAgent agent) {
        Integer limit = limits.getIfPresent(agent.address());
        return limit == null ? Integer.MAX_VALUE : limit;
    }

    /**
     * Looks whether an answer was missed for the size of its question, and gives the listener what is right in the end.
     * Silence is looked into where the question was worth a retry: an agent that is known to be down is not asked twice.
     */
    void settle(
            SnmpSession session,
            SnmpAgent agent,
            List<OID> oids,
            int retries,
            SnmpReply reply,
            Consumer<SnmpReply> listener) {
        int half = (oids.size() + 1) / 2;
        if (reply instanceof SnmpReply.ErrorStatus error && error.status() == PDU.tooBig && oids.size() > 1) {
            remember(agent, half, "says that the answer would be too big");
            session.get(agent, oids, retries, listener);
        } else if (reply instanceof SnmpReply.Timeout && oids.size() >= LARGE && retries > 0) {
            session.getWhole(agent, oids.subList(0, half), 0, smaller -> {
                if (smaller instanceof SnmpReply.Answer) {
                    remember(agent, half, "is silent to more");
                    session.get(agent, oids, retries, listener);
                } else {
                    listener.accept(reply);
                }
            });
        } else {
            listener.accept(reply);
        }
    }

    /**
     * The same for who asks again soon: what silence means is looked into the next time. A thousand agents that have gone
     * are waited for no longer than one question takes.
     */
    void settleLater(
            SnmpSession session,
            SnmpAgent agent,
            List<OID> oids,
            int retries,
            SnmpReply reply,
            Consumer<SnmpReply> listener) {
        if (reply instanceof SnmpReply.Timeout && oids.size() >= LARGE && retries > 0) {
            suspects.put(agent.address(), true);
            listener.accept(reply);
        } else {
            settle(session, agent, oids, retries, reply, listener);
        }
    }

    /** Forgets that the agent was silent; whether it was, so that the question is to be asked by {@link #lookInto}. */
    boolean clearSuspicion(SnmpAgent agent, List<OID> oids) {
        return oids.size() >= LARGE && suspects.asMap().remove(agent.address()) != null;
    }

    /** Asks for half; if that is answered, for all, so that an agent that was merely away is not asked by halves. */
    void lookInto(SnmpSession session, SnmpAgent agent, List<OID> oids, int retries, Consumer<SnmpReply> listener) {
        int half = (oids.size() + 1) / 2;
        session.getWhole(agent, oids.subList(0, half), retries, smaller -> {
            if (smaller instanceof SnmpReply.Timeout) {
                suspects.put(agent.address(), true);
                listener.accept(smaller);
            } else if (smaller instanceof SnmpReply.Answer) {
                session.getWhole(agent, oids, 0, all -> {
                    if (all instanceof SnmpReply.Timeout) {
                        remember(agent, half, "is silent to more");
                        session.get(agent, oids, retries, listener);
                    } else {
                        settle(session, agent, oids, retries, all, listener);
                    }
                });
            } else {
                settle(session, agent, oids, retries, smaller, listener);
            }
        });
    }

    private void remember(SnmpAgent agent, int limit, String why) {
        limits.put(agent.address(), limit);
        LOG.fine(() -> agent.address() + " " + why + ": it is asked for " + limit + " objects at once");
    }
}
