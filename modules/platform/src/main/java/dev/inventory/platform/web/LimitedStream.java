package dev.inventory.platform.web;

import dev.inventory.platform.failure.Rejected;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A request's body that ends in a 413 when it is longer than allowed, whatever its headers said, and in a 400 when the
 * client stops sending before its end: both are the client's mistakes and no failures of the server.
 */
final class LimitedStream extends FilterInputStream {

    private final long limit;
    private long left;

    /** @param spent whether it is known to be longer, so that its first byte is one too many */
    LimitedStream(InputStream in, long limit, boolean spent) {
        super(in);
        this.limit = limit;
        this.left = spent ? 0 : limit;
    }

    @Override
    public int read() {
        int read = received(super::read);
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        int read = received(() -> super.read(buffer, offset, length));
        count(Math.max(read, 0));
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private interface Reading {
        int read() throws IOException;
    }

    private static int received(Reading reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw Rejected.because("The body ended too early.");
        }
    }

    private void count(int read) {
        left -= read;
        if (left < 0) {
            throw RequestFilter.tooLarge(limit);
        }
    }
}
