package dev.inventory.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;

/** The farm's codec against that of snmp4j. */
class BerTest {
    private final PacketWriter out = new PacketWriter();
    private final PacketReader in = new PacketReader();

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 1, -1, 127, 128, -128, -129, 255, 256, 32767, 32768, -32768, -32769, 1 << 23, 1 << 24, 1 << 31,
                -1 >>> 1
            })
    void integers(int value) throws Exception {
        out.integer(Tag.INTEGER, value);

        assertThat(written()).isEqualTo(ber(new Integer32(value)));
        in.over(out.data(), 0, out.length());
        assertThat(in.integer()).isEqualTo(value);
        assertThat(in.more()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 127, 128, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL})
    void unsignedIntegers(long value) throws Exception {
        out.integer(Tag.TIME_TICKS, value);

        assertThat(written()).isEqualTo(ber(new TimeTicks(value)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 129, 255, 256, 257, 5000, 65_535, 65_536})
    void stringsOfAnyLength(int length) throws Exception {
        var content = new byte[length];
        new Random(length).nextBytes(content);

        out.octets(Tag.OCTET_STRING, content);

        assertThat(written()).isEqualTo(ber(new OctetString(content)));
        in.over(out.data(), 0, out.length());
        assertThat(in.header(Tag.OCTET_STRING)).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 255, 256, 65_535, 65_536})
    void constructedValuesMoveTheirContentForLongLengths(int length) throws Exception {
        var content = new byte[length];
        new Random(length).nextBytes(content);

        int start = out.begin(Tag.OCTET_STRING);
        out.raw(content, 0, length);
        out.end(start);

        assertThat(written()).isEqualTo(ber(new OctetString(content)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0",
                "1.3",
                "2.39",
                "1.3.6.1.2.1.1.1.0",
                "1.3.127.128.16383.16384.2097151.2097152.268435455.268435456",
                "1.3.6.4294967295.1",
                "1.3.6.2147483648"
            })
    void objectIdentifiers(String dotted) throws Exception {
        byte[] content = Oid.encode(dotted);
        out.octets(Tag.OID, content);

        assertThat(written()).isEqualTo(ber(new OID(dotted)));
        assertThat(Oid.valid(content, 0, content.length)).isTrue();
        var decoded = new OID();
        decoded.decodeBER(new BERInputStream(ByteBuffer.wrap(written())));
        assertThat(decoded.toDottedString()).isEqualTo(dotted);
    }

    @Test
    void objectIdentifiersSortAsTheirNumbersDo() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            OID left = randomOid(random);
            OID right = randomOid(random);
            byte[] a = Oid.encode(left.toDottedString());
            byte[] b = Oid.encode(right.toDottedString());

            assertThat(Integer.signum(Oid.compare(a, 0, a.length, b, 0, b.length)))
                    .as("%s and %s", left, right)
                    .isEqualTo(Integer.signum(left.compareTo(right)));
        }
    }

    @Test
    void tooLargeSubIdentifiersAndCutOnesAreNoObjectIdentifiers() {
        byte[] thirtyThreeBits = {0x2B, (byte) 0x90, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x00};
        byte[] cut = {0x2B, (byte) 0x90};

        assertThat(Oid.valid(thirtyThreeBits, 0, thirtyThreeBits.length)).isFalse();
        assertThat(Oid.valid(cut, 0, cut.length)).isFalse();
        assertThat(Oid.valid(cut, 0, 0)).isFalse();
    }

    @Test
    void lengthsThatPromiseTooMuchAreRefused() {
        byte[][] bad = {
            {0x04},
            {0x04, 0x02, 0x00},
            {0x04, (byte) 0x80, 0x00, 0x00},
            {0x04, (byte) 0x81},
            {0x04, (byte) 0x84, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF},
            {0x04, (byte) 0x85, 0, 0, 0, 0, 1, 0},
        };
        for (byte[] packet : bad) {
            in.over(packet, 0, packet.length);
            assertThatThrownBy(() -> in.header(Tag.OCTET_STRING))
                    .as(Arrays.toString(packet))
                    .isInstanceOf(MalformedPacket.class);
        }
    }

    @Test
    void longFormsOfShortLengthsAreRead() throws Exception {
        byte[] padded = {0x04, (byte) 0x83, 0x00, 0x00, 0x01, 0x41};
        in.over(padded, 0, padded.length);

        assertThat(in.header(Tag.OCTET_STRING)).isEqualTo(1);
    }

    private static OID randomOid(Random random) {
        var numbers = new int[2 + random.nextInt(5)];
        numbers[0] = 1;
        numbers[1] = 3;
        for (int i = 2; i < numbers.length; i++) {
            int bits = random.nextInt(33);
            numbers[i] = bits == 0 ? 0 : random.nextInt() >>> (32 - bits);
        }
        return new OID(numbers);
    }

    private byte[] written() {
        return Arrays.copyOf(out.data(), out.length());
    }

    private static byte[] ber(Variable variable) throws IOException {
        var encoded = new ByteArrayOutputStream();
        variable.encodeBER(encoded);
        return encoded.toByteArray();
    }
}
