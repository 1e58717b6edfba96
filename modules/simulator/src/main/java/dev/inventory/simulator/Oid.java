package dev.inventory.simulator;

import java.io.ByteArrayOutputStream;

/** Object identifiers as the content octets of their BER encoding, so that none is decoded to be looked up. */
final class Oid {
    private static final long MAX_SUB_IDENTIFIER = 0xFFFF_FFFFL;

    private Oid() {}

    /** Encodes dotted notation, without a leading dot and with at least two sub-identifiers. */
    static byte[] encode(String dotted) {
        String[] parts = dotted.split("\\.", -1);
        if (parts.length < 2) {
            throw new IllegalArgumentException("An OID has two sub-identifiers at least: " + dotted);
        }
        var out = new ByteArrayOutputStream();
        put(out, Long.parseLong(parts[0]) * 40 + Long.parseLong(parts[1]));
        for (int i = 2; i < parts.length; i++) {
            put(out, Long.parseLong(parts[i]));
        }
        return out.toByteArray();
    }

    private static void put(ByteArrayOutputStream out, long subIdentifier) {
        if (subIdentifier < 0 || subIdentifier > MAX_SUB_IDENTIFIER) {
            throw new IllegalArgumentException("A sub-identifier has 32 bits: " + subIdentifier);
        }
        for (int shift = 28; shift > 0; shift -= 7) {
            if (subIdentifier >> shift != 0) {
                out.write((int) (0x80 | ((subIdentifier >> shift) & 0x7F)));
            }
        }
        out.write((int) (subIdentifier & 0x7F));
    }

    /** Whether these content octets are an OID whose sub-identifiers have at most 32 bits. */
    static boolean valid(byte[] data, int from, int length) {
        if (length == 0 || data[from + length - 1] < 0) {
            return false;
        }
        long value = 0;
        for (int i = from; i < from + length; i++) {
            value = (value << 7) | (data[i] & 0x7F);
            if (value > MAX_SUB_IDENTIFIER) {
                return false;
            }
            if (data[i] >= 0) {
                value = 0;
            }
        }
        return true;
    }

    /**
     * Compares two valid OIDs in MIB order. The octets themselves do not sort: 16383 (FF 7F) comes before 16384
     * (81 80 00).
     */
    static int compare(byte[] left, int leftFrom, int leftLength, byte[] right, int rightFrom, int rightLength) {
        int l = leftFrom;
        int r = rightFrom;
        int leftEnd = leftFrom + leftLength;
        int rightEnd = rightFrom + rightLength;
        while (l < leftEnd && r < rightEnd) {
            long a = 0;
            do {
                a = (a << 7) | (left[l] & 0x7F);
            } while (left[l++] < 0);
            long b = 0;
            do {
                b = (b << 7) | (right[r] & 0x7F);
            } while (right[r++] < 0);
            if (a != b) {
                return a < b ? -1 : 1;
            }
        }
        return Boolean.compare(l < leftEnd, r < rightEnd);
    }
}
