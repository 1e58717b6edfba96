package dev.inventory.connection.internal.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that ends with an error when it is too large or too slow, whatever it was announced as. */
final class BoundedBody extends FilterInputStream {

    /** What is wrong with the body, in a sentence for users. */
    static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1L;

        TooMuch(String message) {
            super(message);
        }
    }

    private final long limit;
    private final long deadlineNanos;
    private long read;

    /** @param deadlineNanos on the clock of {@link System#nanoTime} */
    BoundedBody(InputStream body, long limit, long deadlineNanos) {
        super(body);
        this.limit = limit;
        this.deadlineNanos = deadlineNanos;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int got = super.read(bytes, offset, length);
        count(Math.max(0, got));
        return got;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(count);
        count(skipped);
        return skipped;
    }

    private void count(long bytes) throws IOException {
        read += bytes;
        if (read > limit) {
            throw new TooMuch("The answer is larger than " + limit + " bytes");
        }
        if (System.nanoTime() - deadlineNanos > 0) {
            throw new TooMuch("The answer takes too long");
        }
    }
}
