package dev.inventory.device.internal.snmp;

import dev.inventory.device.internal.snmp.SnmpCredentials.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.snmp4j.DirectUserTarget;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.UserTarget;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;

/**
 * One question of version 3. An engine that is not known is found out first. A known one that is silent, or does not know
 * itself by that id or at that time, is found out anew, once: it may have been replaced or have lost its memory. All of
 * that without waiting; the keys go with the message, so that two agents may have a user of the same name.
 */
final class UserExchange {

    private static final Logger LOG = Logger.getLogger(UserExchange.class.getName());

    /** What reports of agents say (RFC 3414; the last three RFC 3412 and RFC 3413). */
    private static final Map<OID, String> REPORTS = Map.of(
            SnmpConstants.usmStatsUnsupportedSecLevels, "unsupported security level",
            SnmpConstants.usmStatsNotInTimeWindows, "not in time window",
            SnmpConstants.usmStatsUnknownUserNames, "unknown user",
            SnmpConstants.usmStatsUnknownEngineIDs, "unknown engine id",
            SnmpConstants.usmStatsWrongDigests, "wrong digest",
            SnmpConstants.usmStatsDecryptionErrors, "decryption error",
            SnmpConstants.snmpUnknownContexts, "unknown context",
            SnmpConstants.snmpUnavailableContexts, "unavailable context",
            SnmpConstants.snmpUnknownPDUHandlers, "unknown context engine id");

    private static final String FAILED = "Authentication failed: ";
    private static final String UNDECIPHERED = "no answer to encrypted messages, although the agent is there; the"
            + " privacy key or protocol may be wrong";

    private final SnmpSession.Line line;
    private final SnmpAgent agent;
    private final User user;
    private final UdpAddress address;
    private final Question question;
    private final int retries;
    private final Consumer<SnmpReply> listener;
    private Optional<OctetString> before = Optional.empty();
    private boolean renewed;

    UserExchange(
            SnmpSession.Line line,
            SnmpAgent agent,
            User user,
            Question question,
            int retries,
            Consumer<SnmpReply> listener) {
        this.line = line;
        this.agent = agent;
        this.user = user;
        this.address = agent.udp();
        this.question = question;
        this.retries = retries;
        this.listener = listener;
    }

    void begin() {
        before = line.engines().at(address);
        if (before.isPresent()) {
            ask(before.get(), retries);
        } else {
            renewed = true;
            discover(retries);
        }
    }

    /** An empty question of nobody, which every engine answers with its id (RFC 3414, section 4). */
    private void discover(int withRetries) {
        UserTarget<UdpAddress> nobody = new UserTarget<>();
        nobody.setAddress(address);
        nobody.setVersion(SnmpConstants.version3);
        nobody.setSecurityLevel(SecurityLevel.NOAUTH_NOPRIV);
        nobody.setSecurityName(new OctetString());
        nobody.setTimeout(agent.timeoutMs());
        nobody.setRetries(withRetries);
        ScopedPDU nothing = new ScopedPDU();
        nothing.setType(PDU.GET);
        line.send(agent, nothing, nobody, reply -> {
            Optional<OctetString> engineId = reply instanceof SnmpReply.Timeout
                    ? Optional.empty()
                    : line.engines().discovered(address);
            if (engineId.isEmpty()) {
                conclude(reply instanceof SnmpReply.NotSent ? reply : new SnmpReply.Timeout());
                return;
            }
            if (changed(engineId.get())) {
                LOG.info(() -> "The SNMP engine at " + address + " changed from "
                        + before.map(Engines::hexadecimal).orElse("") + " to "
                        + Engines.hexadecimal(engineId.get()));
            }
            ask(engineId.get(), before.isPresent() ? 0 : retries);
        });
    }

    private boolean changed(OctetString engineId) {
        return before.filter(known -> !known.equals(engineId)).isPresent();
    }

    private void ask(OctetString engineId, int withRetries) {
        var unused = line.keys().of(user, engineId).whenComplete((keys, failure) -> {
            if (keys == null) {
                conclude(new SnmpReply.NotSent("The keys of the SNMP user could not be made"));
            } else {
                send(engineId, keys, withRetries);
            }
        });
    }

    private void send(OctetString engineId, UserKeys.Localized keys, int withRetries) {
        DirectUserTarget<UdpAddress> target = new DirectUserTarget<>(
                address,
                new OctetString(user.name()),
                engineId.getValue(),
                user.auth().protocol().orElse(null),
                keys.auth().orElse(null),
                user.priv().protocol().orElse(null),
                keys.priv().orElse(null));
        target.setTimeout(agent.timeoutMs());
        target.setRetries(withRetries);
        line.send(agent, question.pdu(user), target, reply -> answered(engineId, reply));
    }

    private void answered(OctetString engineId, SnmpReply reply) {
        if (reply instanceof SnmpReply.Answer answer) {
            conclude(new SnmpReply.Answer(
                    answer.varbinds(),
                    Optional.of(Engines.hexadecimal(engineId)),
                    line.engines().clock(engineId)));
        } else if (!renewed && isOutdated(reply)) {
            renewed = true;
            line.engines().forget(address);
            discover(0);
        } else if (reply instanceof Report report) {
            String what = REPORTS.getOrDefault(report.oid(), "report " + report.oid());
            refuse(engineId, what);
        } else if (reply instanceof SnmpReply.Timeout && user.priv() != PrivProtocol.NONE) {
            // Discovery was answered just now. Agents drop in silence what they cannot decipher.
            refuse(engineId, UNDECIPHERED);
        } else {
            conclude(reply);
        }
    }

    /** Another engine stays worth a word for as long as it turns us down. */
    private void refuse(OctetString engineId, String what) {
        boolean changed = changed(engineId);
        if (changed) {
            before.ifPresent(known -> line.engines().goBack(address, known));
        }
        conclude(new SnmpReply.AuthenticationFailed((changed ? "Engine changed. " : "") + FAILED + what));
    }

    private static boolean isOutdated(SnmpReply reply) {
        return reply instanceof SnmpReply.Timeout
                || (reply instanceof Report report
                        && List.of(SnmpConstants.usmStatsUnknownEngineIDs, SnmpConstants.usmStatsNotInTimeWindows)
                                .contains(report.oid()));
    }

    private void conclude(SnmpReply reply) {
        listener.accept(reply);
    }

    /** The agent answered with a report, which names what is wrong with the question. */
    record Report(OID oid) implements SnmpReply.Internal {}
}
