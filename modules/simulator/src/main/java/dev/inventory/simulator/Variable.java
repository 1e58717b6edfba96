package dev.inventory.simulator;

import java.nio.charset.StandardCharsets;

/** The value of one object instance. It is asked for an agent and a time, so that like agents share their tables. */
@FunctionalInterface
interface Variable {
    /** Writes tag, length and content as they are for that agent at {@code now}, in nanoseconds of the farm's clock. */
    void write(PacketWriter out, Agent agent, long now);

    static Variable text(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return (out, agent, now) -> out.octets(Tag.OCTET_STRING, octets);
    }

    static Variable oid(String dotted) {
        byte[] octets = Oid.encode(dotted);
        return (out, agent, now) -> out.octets(Tag.OID, octets);
    }

    static Variable number(int tag, long value) {
        return (out, agent, now) -> out.integer(tag, value);
    }
}
