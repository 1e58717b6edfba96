package dev.inventory.device.internal.polling;

import dev.inventory.device.internal.life.LifeCheck;
import dev.inventory.device.internal.life.LifeChecks;
import dev.inventory.device.internal.life.LifeSettings;
import dev.inventory.device.internal.life.LifeSign;
import dev.inventory.device.internal.snmp.SnmpAgent;
import dev.inventory.device.internal.snmp.SnmpReply;
import dev.inventory.device.internal.snmp.SnmpSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OID;

/** Asks a device in the ways that its record names, one after the other, until it gives a sign of life. */
@ApplicationScoped
class Inquiries {

    private static final SnmpReply NO_REPLY = new SnmpReply.Timeout();

    @Inject
    SnmpSession session;

    @Inject
    LifeSettings settings;

    /** How a device is asked over SNMP. */
    private interface SnmpGet {
        void send(SnmpAgent agent, List<OID> oids, int retries, Consumer<SnmpReply> listener);
    }

    /** Is told once what the device was found to be; only enqueues. */
    @FunctionalInterface
    interface Listener extends Consumer<SnmpReply> {

        /**
         * @param reply over SNMP; a time-out if it was not asked over SNMP
         * @param sign what decides; null if the reply does
         */
        void accept(SnmpReply reply, @Nullable LifeSign sign);

        @Override
        default void accept(SnmpReply reply) {
            accept(reply, null);
        }
    }

    /**
     * Asks a device that the caller has begun with.
     *
     * @param oids what it is asked over SNMP. If they are more than a sign of life, a device that gives one in another way
     *     is asked for them, too, if SNMP is among its ways
     * @param retries over SNMP, at most; no more than its record says
     */
    void ask(PolledDevice device, List<OID> oids, int retries, Listener listener) {
        ask(device, oids, retries, session::get, listener);
    }

    /** The same for one that is asked again soon, whatever comes of it. */
    void askInTurn(PolledDevice device, List<OID> oids, int retries, Listener listener) {
        ask(device, oids, retries, session::getInTurn, listener);
    }

    private void ask(PolledDevice device, List<OID> oids, int retries, SnmpGet get, Listener listener) {
        PolledDevice.Settings as = device.settings;
        SnmpAgent agent = as.agent();
        if (agent == null) {
            listener.accept(new SnmpReply.NotSent(as.refusal()));
        } else if (as.questions().isSnmpAlone()) {
            get.send(agent, oids, Math.min(retries, agent.retries()), listener);
        } else {
            new Inquiry(agent, as, oids, Math.min(retries, agent.retries()), get, listener).next();
        }
    }

    /** One device, asked in several ways. Its steps follow each other, on whatever threads. */
    private final class Inquiry {

        private final SnmpAgent agent;
        private final List<OID> oids;
        private final int retries;
        private final SnmpGet get;
        private final Listener listener;
        private final LifeCheck.Target target;
        private final Iterator<LifeCheck.Question> questions;
        private final List<String> words = new ArrayList<>();
        private boolean tried;

        Inquiry(
                SnmpAgent agent,
                PolledDevice.Settings as,
                List<OID> oids,
                int retries,
                SnmpGet get,
                Listener listener) {
            this.agent = agent;
            this.oids = oids;
            this.retries = retries;
            this.get = get;
            this.listener = listener;
            this.target = new LifeCheck.Target(
                    agent.address().getAddress(), as.questions().hostname(), settings.patience());
            this.questions = as.questions().questions().iterator();
        }

        void next() {
            if (!questions.hasNext()) {
                String sentence = StatusReason.sentence(words);
                listener.accept(NO_REPLY, tried ? new LifeSign.Silent(sentence) : new LifeSign.NotTried(sentence));
                return;
            }
            LifeCheck.Question question = questions.next();
            if (LifeChecks.isSnmp(question)) {
                get.send(agent, oids, retries, this::replied);
            } else {
                question.ask(target, this::told);
            }
        }

        private void replied(SnmpReply reply) {
            if (PollResults.Outcome.isAlive(reply)) {
                listener.accept(reply);
            } else {
                tried = true;
                words.add(StatusReason.silence(reply));
                next();
            }
        }

        private void told(LifeSign sign) {
            if (sign instanceof LifeSign.Alive) {
                alive(sign);
            } else {
                tried |= sign instanceof LifeSign.Silent;
                words.add(sign.words());
                next();
            }
        }

        /** What only SNMP tells is asked for although the device is known to be there. */
        private void alive(LifeSign sign) {
            boolean more = oids.size() > 1;
            while (more && questions.hasNext()) {
                if (LifeChecks.isSnmp(questions.next())) {
                    session.get(agent, oids, 0, reply -> listener.accept(reply, sign));
                    return;
                }
            }
            listener.accept(NO_REPLY, sign);
        }
    }
}
