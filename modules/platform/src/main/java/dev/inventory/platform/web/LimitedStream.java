package dev.inventory.platform.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A request's body that ends in a 413 when it is longer than allowed, whatever its headers said. */
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
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int read) {
        left -= read;
        if (left < 0) {
            throw RequestFilter.tooLarge(limit);
        }
    }
}
