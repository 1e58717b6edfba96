package dev.inventory.simulator;

/**
 * Writes BER into one array, front to back. A constructed value gets one octet for its length, and its content is
 * moved when that turns out to be too little: cheaper than to compute all lengths beforehand, and always minimal.
 * Reused for every packet; not thread safe.
 */
final class PacketWriter {
    private byte[] data = new byte[4096];
    private int at;

    /** Starts anew. */
    void clear() {
        at = 0;
    }

    /** What was written: the first {@link #length} octets. */
    byte[] data() {
        return data;
    }

    int length() {
        return at;
    }

    /** Takes back what was written after the given length. */
    void truncate(int length) {
        at = length;
    }

    /** Begins a constructed value; what it returns is to be given to {@link #end}. */
    int begin(int tag) {
        ensure(2);
        data[at++] = (byte) tag;
        at++;
        return at;
    }

    /** Ends the constructed value that began there. */
    void end(int start) {
        int length = at - start;
        int more = extraLengthOctets(length);
        if (more > 0) {
            ensure(more);
            System.arraycopy(data, start, data, start + more, length);
            at += more;
        }
        putLength(start - 1, length, more);
    }

    /** Writes an integer type in as few octets as it needs; unsigned types take a non-negative value. */
    void integer(int tag, long value) {
        int octets = 1;
        for (long rest = value >> 7; rest != 0 && rest != -1; rest >>= 8) {
            octets++;
        }
        ensure(2 + octets);
        data[at++] = (byte) tag;
        data[at++] = (byte) octets;
        for (int shift = (octets - 1) * 8; shift >= 0; shift -= 8) {
            data[at++] = (byte) (value >> shift);
        }
    }

    void octets(int tag, byte[] content) {
        octets(tag, content, 0, content.length);
    }

    /** Writes a primitive value with its header. */
    void octets(int tag, byte[] source, int from, int length) {
        int more = extraLengthOctets(length);
        ensure(2 + more + length);
        data[at] = (byte) tag;
        putLength(at + 1, length, more);
        at += 2 + more;
        System.arraycopy(source, from, data, at, length);
        at += length;
    }

    /** Copies octets that are encoded already. */
    void raw(byte[] source, int from, int length) {
        ensure(length);
        System.arraycopy(source, from, data, at, length);
        at += length;
    }

    /** Writes a value without content: NULL, noSuchInstance, endOfMibView. */
    void empty(int tag) {
        ensure(2);
        data[at++] = (byte) tag;
        data[at++] = 0;
    }

    private static int extraLengthOctets(int length) {
        if (length < 0x80) {
            return 0;
        }
        return length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
    }

    private void putLength(int index, int length, int more) {
        if (more == 0) {
            data[index] = (byte) length;
            return;
        }
        data[index] = (byte) (0x80 | more);
        for (int i = more; i > 0; i--) {
            data[index + i] = (byte) (length >> ((more - i) * 8));
        }
    }

    private void ensure(int octets) {
        if (data.length - at < octets) {
            byte[] larger = new byte[Math.max(data.length * 2, at + octets)];
            System.arraycopy(data, 0, larger, 0, at);
            data = larger;
        }
    }
}
