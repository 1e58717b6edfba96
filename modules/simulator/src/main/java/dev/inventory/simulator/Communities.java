package dev.inventory.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Which communities an agent takes; the one that may write may read, too. */
final class Communities {
    /** What a community may do. */
    enum Access {
        NONE,
        READ,
        WRITE
    }

    private final byte[] read;
    private final byte[] write;
    private final byte[] otherRead;
    private final byte[] otherWrite;

    Communities(String read, String write) {
        this.read = read.getBytes(UTF_8);
        this.write = write.getBytes(UTF_8);
        otherRead = (read + "-other").getBytes(UTF_8);
        otherWrite = (write + "-other").getBytes(UTF_8);
    }

    /**
     * What the community may do that stands in these octets.
     *
     * @param changed whether the agent has other communities than its farm, which end in {@code -other}
     */
    Access access(byte[] data, int from, int length, boolean changed) {
        if (same(changed ? otherWrite : write, data, from, length)) {
            return Access.WRITE;
        }
        return same(changed ? otherRead : read, data, from, length) ? Access.READ : Access.NONE;
    }

    private static boolean same(byte[] community, byte[] data, int from, int length) {
        return Arrays.equals(community, 0, community.length, data, from, from + length);
    }
}
