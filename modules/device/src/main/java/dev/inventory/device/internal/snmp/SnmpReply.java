package dev.inventory.device.internal.snmp;

import java.util.List;
import org.snmp4j.smi.VariableBinding;

/** How a question over SNMP ended. */
public sealed interface SnmpReply {

    /** The agent answered; a varbind may still say that there is no such object. */
    record Answer(List<VariableBinding> varbinds) implements SnmpReply {}

    /** The agent answered with an error status, such as genErr. */
    record ErrorStatus(int status, String text) implements SnmpReply {}

    /** No answer, after all retries. */
    record Timeout() implements SnmpReply {}

    /** What the session settles by itself; no listener sees it. */
    non-sealed interface Internal extends SnmpReply {}

    /** The question could not be sent. */
    record NotSent(String reason) implements SnmpReply {}
}
