package dev.inventory.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds texts in files, whatever is around them: as they are (UTF-8), in UTF-16, and either of the two in hexadecimal
 * digits or in Base64, in which a text reads in three ways, depending on what stands before it. Of a text that holds
 * many hexadecimal digits the bytes that they stand for are looked for, too.
 */
final class Traces {

    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{32,}");

    /** What is searched for, as bytes in a text, and what it is called. */
    private final Map<String, String> needles = new LinkedHashMap<>();

    Traces(Collection<String> texts) {
        texts.forEach(text -> {
            add(text, text);
            Matcher digits = DIGITS.matcher(text);
            while (digits.find()) {
                add(text + " (its digits)", digits.group());
                forms(
                        text + " (their bytes)",
                        HexFormat.of()
                                .parseHex(digits.group(), 0, digits.group().length() & ~1));
            }
        });
    }

    /** Where what was found, one line each; empty if nothing was. A file that goes away meanwhile is left out. */
    List<String> in(Collection<Path> files) {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            if (Files.isRegularFile(file)) {
                String content = content(file);
                needles.forEach((needle, name) -> {
                    if (content.contains(needle)) {
                        found.add(name + " in " + file);
                    }
                });
            }
        }
        return found;
    }

    private void add(String name, String text) {
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            forms(name + " as " + charset, text.getBytes(charset));
        }
    }

    private void forms(String name, byte[] bytes) {
        needles.put(new String(bytes, StandardCharsets.ISO_8859_1), name);
        needles.put(HexFormat.of().formatHex(bytes), name + " in hex");
        needles.put(HexFormat.of().withUpperCase().formatHex(bytes), name + " in hex");
        for (int before = 0; before < 3; before++) {
            needles.put(base64(bytes, before), name + " in Base64");
        }
    }

    /** The characters that depend on these bytes alone, if so many others stand before them. */
    private static String base64(byte[] bytes, int before) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int from = (before * 8 + 5) / 6;
        int to = shifted.length * 8 / 6;
        return encoded.substring(from, to);
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
