package dev.inventory.box.internal.barcodes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a scanner read.
 *
 * @param data the text as it was sent
 * @param code what counts of it: scanners differ in the control characters and the white space that they send
 * @param hash a short name of the code: 32 hexadecimal digits
 */
record ScannedText(String data, String code, String hash) {

    /** Most characters of a code; the largest symbols hold less. */
    static final int MAX_LENGTH = 4095;

    static ScannedText of(String data) {
        String code = data.codePoints()
                .filter(c -> !Character.isISOControl(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return new ScannedText(data, code, hash(code));
    }

    /** MD5, which InvenTree's clients know these hashes to be; whoever compares hashes compares the codes, too. */
    private static String hash(String code) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(code.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
