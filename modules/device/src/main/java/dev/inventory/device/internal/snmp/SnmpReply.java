package dev.inventory.device.internal.snmp;

import java.util.List;
import java.util.Optional;
import org.snmp4j.smi.VariableBinding;

/** How a question over SNMP ended. */
public sealed interface SnmpReply {

    /**
     * The agent answered; a varbind may still say that there is no such object.
     *
     * @param engineId of the engine that answered, in hexadecimal digits; version 3 alone
     * @param clock of that engine, as its authenticated messages tell
     */
    record Answer(List<VariableBinding> varbinds, Optional<String> engineId, Optional<EngineClock> clock)
            implements SnmpReply {

        public Answer(List<VariableBinding> varbinds) {
            this(varbinds, Optional.empty(), Optional.empty());
        }
    }

    /**
     * The agent answered with an error status, such as genErr.
     *
     * @param index which of the varbinds it is about, from 1; 0 if it is about none of them alone
     */
    record ErrorStatus(int status, String text, int index) implements SnmpReply {}

    /** No answer, after all retries. */
    record Timeout() implements SnmpReply {}

    /** What the session settles by itself; no listener sees it. */
    non-sealed interface Internal extends SnmpReply {}

    /** The question could not be sent. */
    record NotSent(String reason) implements SnmpReply {}

    /** The engine turned the user down, or its keys (RFC 3414). */
    record AuthenticationFailed(String reason) implements SnmpReply {}
}
