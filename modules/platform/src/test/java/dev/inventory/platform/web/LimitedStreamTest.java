package dev.inventory.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.failure.TooLarge;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.junit.jupiter.api.Test;

class LimitedStreamTest {

    private static InputStream bytes(int count) {
        return new ByteArrayInputStream(new byte[count]);
    }

    @Test
    void passesWhatIsAllowed() throws IOException {
        assertThat(new LimitedStream(bytes(10), 10, false).readAllBytes()).hasSize(10);
        assertThat(new LimitedStream(bytes(0), 0, true).read()).isEqualTo(-1);
    }

    @Test
    void endsWhatIsTooLong() {
        assertThatThrownBy(() -> new LimitedStream(bytes(11), 10, false).readAllBytes())
                .isInstanceOf(TooLarge.class);
        assertThatThrownBy(() -> new LimitedStream(bytes(1), 10, true).read()).isInstanceOf(TooLarge.class);
    }

    @Test
    void aBodyThatIsCutOffIsTheClientsMistake() {
        InputStream cut = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new EOFException();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw new EOFException();
            }
        };

        LimitedStream body = new LimitedStream(new SequenceInputStream(bytes(3), cut), 10, false);

        assertThatThrownBy(body::readAllBytes).isInstanceOf(Rejected.class).hasMessageContaining("ended too early");
    }
}
