package dev.inventory.simulator;

import java.util.Arrays;

/**
 * An SNMPv1 or v2c request (RFC 1157, RFC 3416) as positions in the packet it was read from. Reused for every packet;
 * not thread safe.
 */
final class Request {
    static final int V1 = 0;
    static final int V2C = 1;

    private final PacketReader reader = new PacketReader();
    private byte[] packet = new byte[0];
    private int version;
    private int communityAt;
    private int communityLength;
    private int type;
    private int idAt;
    private int idLength;
    private int nonRepeaters;
    private int maxRepetitions;
    private int bindingsAt;
    private int bindingsLength;
    private int count;
    private int[] nameAt = new int[64];
    private int[] nameLength = new int[64];

    /** Reads a packet, which must stay as it is for as long as this request is looked at. */
    void read(byte[] data, int length) throws MalformedPacket {
        packet = data;
        reader.over(data, 0, length);
        int outsideMessage = reader.enter(Tag.SEQUENCE);
        version = reader.integer();
        communityLength = reader.header(Tag.OCTET_STRING);
        communityAt = reader.position();
        reader.skip(communityLength);
        type = reader.tag();
        if (!known()) {
            throw new MalformedPacket();
        }
        int outsidePdu = reader.enter(type);
        idAt = reader.position();
        reader.integer();
        idLength = reader.position() - idAt;
        nonRepeaters = Math.max(0, reader.integer());
        maxRepetitions = Math.max(0, reader.integer());
        bindingsAt = reader.position();
        readBindings();
        bindingsLength = reader.position() - bindingsAt;
        reader.leave(outsidePdu);
        reader.leave(outsideMessage);
    }

    private boolean known() {
        return switch (type) {
            case Tag.GET, Tag.GET_NEXT, Tag.SET -> version == V1 || version == V2C;
            case Tag.GET_BULK -> version == V2C;
            default -> false;
        };
    }

    private void readBindings() throws MalformedPacket {
        int outsideList = reader.enter(Tag.SEQUENCE);
        count = 0;
        while (reader.more()) {
            int outsideBinding = reader.enter(Tag.SEQUENCE);
            int length = reader.header(Tag.OID);
            if (!Oid.valid(packet, reader.position(), length)) {
                throw new MalformedPacket();
            }
            if (count == nameAt.length) {
                nameAt = Arrays.copyOf(nameAt, 2 * count);
                nameLength = Arrays.copyOf(nameLength, 2 * count);
            }
            nameAt[count] = reader.position();
            nameLength[count] = length;
            count++;
            reader.skip(length);
            reader.skipValue();
            reader.leave(outsideBinding);
        }
        reader.leave(outsideList);
    }

    /** The octets that all positions are positions in. */
    byte[] packet() {
        return packet;
    }

    int version() {
        return version;
    }

    int communityAt() {
        return communityAt;
    }

    int communityLength() {
        return communityLength;
    }

    /** The tag of the PDU: GET, GET_NEXT, GET_BULK or SET. */
    int type() {
        return type;
    }

    /** Where the request-id begins, with its header. */
    int idAt() {
        return idAt;
    }

    int idLength() {
        return idLength;
    }

    /** Of GETBULK; never negative. */
    int nonRepeaters() {
        return nonRepeaters;
    }

    /** Of GETBULK; never negative. */
    int maxRepetitions() {
        return maxRepetitions;
    }

    /** Where the list of variable bindings begins, with its header. */
    int bindingsAt() {
        return bindingsAt;
    }

    int bindingsLength() {
        return bindingsLength;
    }

    /** How many variable bindings there are. */
    int count() {
        return count;
    }

    /** Where the content of the name of that binding begins. */
    int nameAt(int binding) {
        return nameAt[binding];
    }

    int nameLength(int binding) {
        return nameLength[binding];
    }

    /** Where the value of that binding begins, with its header. */
    int valueAt(int binding) {
        return nameAt[binding] + nameLength[binding];
    }
}
