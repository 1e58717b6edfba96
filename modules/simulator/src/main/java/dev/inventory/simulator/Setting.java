package dev.inventory.simulator;

/** The scalars of the system group that a manager may write. */
enum Setting implements Variable {
    CONTACT,
    NAME,
    LOCATION;

    /** DisplayString in SNMPv2-MIB: at most 255 octets. */
    static final int MAX_OCTETS = 255;

    @Override
    public void write(PacketWriter out, Agent agent, long now) {
        out.octets(Tag.OCTET_STRING, agent.setting(this));
    }
}
