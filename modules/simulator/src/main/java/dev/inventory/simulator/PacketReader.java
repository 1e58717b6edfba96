package dev.inventory.simulator;

/** A cursor over BER octets that never looks past the value it is in. Reused for every packet; not thread safe. */
final class PacketReader {
    private byte[] data = new byte[0];
    private int at;
    private int end;

    /** Puts the cursor at the octet {@code from}, to read up to but not at the octet {@code to}. */
    void over(byte[] packet, int from, int to) {
        data = packet;
        at = from;
        end = to;
    }

    /** The index of the next octet. */
    int position() {
        return at;
    }

    boolean more() {
        return at < end;
    }

    /** The tag of the next value, which stays unread. */
    int tag() throws MalformedPacket {
        if (at >= end) {
            throw new MalformedPacket();
        }
        return data[at] & 0xFF;
    }

    /** Enters a constructed value; what it returns is to be given to {@link #leave}. */
    int enter(int tag) throws MalformedPacket {
        int length = header(tag);
        int outer = end;
        end = at + length;
        return outer;
    }

    /** Leaves a constructed value, which must have been read to its end. */
    void leave(int outer) throws MalformedPacket {
        if (at != end) {
            throw new MalformedPacket();
        }
        end = outer;
    }

    /** Reads a header of that tag; the cursor then stands on the content, whose length in octets is the result. */
    int header(int tag) throws MalformedPacket {
        if (tag() != tag) {
            throw new MalformedPacket();
        }
        at++;
        int length = octet();
        if (length >= 0x80) {
            length = longLength(length & 0x7F);
        }
        if (length > end - at) {
            throw new MalformedPacket();
        }
        return length;
    }

    void skip(int octets) {
        at += octets;
    }

    /** Passes over one value of any kind; returns its length with its header. */
    int skipValue() throws MalformedPacket {
        int start = at;
        skip(header(tag()));
        return at - start;
    }

    /** Reads an INTEGER of up to 32 bits. */
    int integer() throws MalformedPacket {
        int length = header(Tag.INTEGER);
        if (length < 1 || length > 4) {
            throw new MalformedPacket();
        }
        int value = data[at++];
        for (int i = 1; i < length; i++) {
            value = (value << 8) | (data[at++] & 0xFF);
        }
        return value;
    }

    private int octet() throws MalformedPacket {
        if (at >= end) {
            throw new MalformedPacket();
        }
        return data[at++] & 0xFF;
    }

    private int longLength(int octets) throws MalformedPacket {
        // 0x80, the indefinite form, is not allowed in SNMP (RFC 3417 section 8)
        if (octets < 1 || octets > 4) {
            throw new MalformedPacket();
        }
        long length = 0;
        for (int i = 0; i < octets; i++) {
            length = (length << 8) | octet();
        }
        if (length > Integer.MAX_VALUE) {
            throw new MalformedPacket();
        }
        return (int) length;
    }
}
