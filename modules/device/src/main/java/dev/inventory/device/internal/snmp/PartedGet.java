package dev.inventory.device.internal.snmp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/** A GET in several messages, one after the other, answered as one. */
final class PartedGet {

    private final SnmpSession session;
    private final SnmpAgent agent;
    private final List<OID> oids;
    private final int retries;
    private final int limit;
    private final Consumer<SnmpReply> listener;
    private final List<VariableBinding> varbinds = new ArrayList<>();
    private int asked;

    PartedGet(
            SnmpSession session,
            SnmpAgent agent,
            List<OID> oids,
            int retries,
            int limit,
            Consumer<SnmpReply> listener) {
        this.session = session;
        this.agent = agent;
        this.oids = oids;
        this.retries = retries;
        this.limit = limit;
        this.listener = listener;
    }

    void next() {
        List<OID> part = oids.subList(asked, Math.min(asked + limit, oids.size()));
        asked += part.size();
        session.get(agent, part, retries, reply -> {
            if (!(reply instanceof SnmpReply.Answer answer)) {
                listener.accept(reply);
                return;
            }
            varbinds.addAll(answer.varbinds());
            if (asked < oids.size()) {
                next();
            } else {
                listener.accept(new SnmpReply.Answer(List.copyOf(varbinds), answer.engineId(), answer.clock()));
            }
        });
    }
}
