package dev.inventory.simulator;

/** The octets are no SNMP message. It has no stack trace: a flood of rubbish must stay cheap. */
final class MalformedPacket extends Exception {
    private static final long serialVersionUID = 1;

    MalformedPacket() {
        super("not an SNMP message", null, false, false);
    }
}
