package dev.inventory.box.internal.html;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A page for people: one document, with its style inside. The Content-Security-Policy lets the browser apply this very
 * style and nothing else.
 *
 * <p>Words are never split, which would make part numbers unreadable: a table that is wider than a phone scrolls in its
 * {@code div} of the class {@code table}.
 *
 * @param title as text
 * @param body as HTML, in which everything has been escaped
 */
public record Page(String title, String body) {

    private static final MediaType TYPE = MediaType.TEXT_HTML_TYPE.withCharset("UTF-8");

    private static final String STYLE = """
            body { font: 1rem/1.5 system-ui, sans-serif; color: #111; background: #fff; margin: 2rem auto; \
            max-width: 60rem; padding: 0 1rem; }
            h1 { font-size: 1.5rem; overflow-wrap: break-word; }
            .table { overflow-x: auto; }
            table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid #ccc; \
            vertical-align: top; }
            .number { text-align: right; }
            .id { font-family: ui-monospace, monospace; white-space: nowrap; }
            .sheet { display: grid; gap: 4mm; }
            .columns-1 { grid-template-columns: repeat(1, 1fr); }
            .columns-2 { grid-template-columns: repeat(2, 1fr); }
            .columns-3 { grid-template-columns: repeat(3, 1fr); }
            .columns-4 { grid-template-columns: repeat(4, 1fr); }
            .columns-5 { grid-template-columns: repeat(5, 1fr); }
            .sheet > div { border: 1px dashed #bbb; break-inside: avoid; }
            .sheet svg { display: block; width: 100%; height: auto; }
            @page { size: A4; margin: 10mm; }
            @media print { body { margin: 0; padding: 0; max-width: none; } .screen { display: none; } }
            """;

    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + hash(STYLE)
            + "'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /** The answer that shows it. */
    public Response answer(int status) {
        return Response.status(status)
                .type(TYPE)
                .header("Content-Security-Policy", POLICY)
                .entity(html())
                .build();
    }

    String html() {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
                + Markup.escape(title) + "</title>\n<style>" + STYLE + "</style>\n</head>\n<body>\n" + body
                + "</body>\n</html>\n";
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
