package dev.inventory.platform.form;

import com.fasterxml.jackson.databind.JsonNode;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.BodyReader;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names with their texts, in the order they came. JSON's numbers and booleans are read as their texts, a list as several
 * texts of one name, an object inside as its own JSON; {@code null} as nothing. Who cares which type a value had asks for
 * its {@link #json}.
 */
public final class Form {

    /** Nothing. */
    public static final Form EMPTY = new Form(Map.of());

    /** Of a multipart form: the most texts of one name that anybody takes are 1,000. */
    private static final int MOST_PARTS = 1_100;

    private final Map<String, List<String>> texts;
    private final Map<String, JsonNode> values;

    private Form(Map<String, List<String>> texts) {
        this(texts, Map.of());
    }

    private Form(Map<String, List<String>> texts, Map<String, JsonNode> values) {
        this.texts = texts;
        this.values = values;
    }

    /** The parameters of a query string, decoded. */
    public static Form ofQuery(Map<String, List<String>> parameters) {
        return new Form(parameters);
    }

    /**
     * Reads a body of one of the three types that {@link #isReadable} knows.
     *
     * @throws Rejected if the body is not what its type says
     */
    public static Form read(MediaType type, byte[] body) {
        if (body.length == 0) {
            return EMPTY;
        }
        if (type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
            return json(body);
        }
        if (type.isCompatible(MediaType.MULTIPART_FORM_DATA_TYPE)) {
            String boundary = type.getParameters().getOrDefault("boundary", "");
            if (boundary.isBlank()) {
                throw Rejected.because("The Content-Type of a multipart form must name its boundary.");
            }
            return multipart(boundary, body);
        }
        return urlencoded(new String(body, StandardCharsets.UTF_8));
    }

    /** Whether it is urlencoded, multipart or JSON. */
    public static boolean isReadable(MediaType type) {
        return type.isCompatible(MediaType.APPLICATION_FORM_URLENCODED_TYPE)
                || type.isCompatible(MediaType.MULTIPART_FORM_DATA_TYPE)
                || type.isCompatible(MediaType.APPLICATION_JSON_TYPE);
    }

    /** Whether the name was sent, be it with nothing. */
    public boolean has(String name) {
        return texts.containsKey(name);
    }

    /** The text of a name, the first if there are several. */
    public Optional<String> text(String name) {
        return texts(name).stream().findFirst();
    }

    /** All texts of a name. */
    public List<String> texts(String name) {
        return texts.getOrDefault(name, List.of());
    }

    /** The value of a name as a JSON body has it; empty if the form is no JSON, where every value is a text. */
    public Optional<JsonNode> json(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public Map<String, List<String>> all() {
        return Collections.unmodifiableMap(texts);
    }

    static Form urlencoded(String form) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (String pair : form.split("&")) {
            int equals = pair.indexOf('=');
            if (!pair.isBlank()) {
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                add(texts, name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return new Form(texts);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.strip(), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Rejected.because("The form is not properly encoded.");
        }
    }

    private static Form multipart(String boundary, byte[] body) {
        String type = "multipart/form-data; boundary=\"" + boundary + '"';
        Map<String, List<String>> texts = new LinkedHashMap<>();
        try {
            MimeMultipart parts = new MimeMultipart(new ByteArrayDataSource(body, type));
            int count = parts.getCount();
            if (count > MOST_PARTS) {
                throw Rejected.because("The form has more than " + MOST_PARTS + " parts.");
            }
            for (int i = 0; i < count; i++) {
                BodyPart part = parts.getBodyPart(i);
                String[] disposition = part.getHeader("Content-Disposition");
                String name = disposition == null ? null : new ContentDisposition(disposition[0]).getParameter("name");
                if (name == null) {
                    throw Rejected.because("The form has a part without a name.");
                }
                try (InputStream content = part.getInputStream()) {
                    add(texts, name, new String(content.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        } catch (MessagingException | IOException e) {
            throw Rejected.because("The multipart form is malformed.");
        }
        return new Form(texts);
    }

    private static Form json(byte[] body) {
        JsonNode node;
        try {
            node = BodyReader.object(new ByteArrayInputStream(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // from memory
        }
        Map<String, List<String>> texts = new LinkedHashMap<>();
        Map<String, JsonNode> values = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                values.put(field.getKey(), field.getValue());
            }
            if (field.getValue().isArray()) {
                texts.computeIfAbsent(field.getKey(), key -> new ArrayList<>());
                field.getValue().forEach(element -> add(texts, field.getKey(), text(element)));
            } else if (!field.getValue().isNull()) {
                add(texts, field.getKey(), text(field.getValue()));
            }
        });
        return new Form(texts, values);
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static void add(Map<String, List<String>> texts, String name, String text) {
        texts.computeIfAbsent(name, key -> new ArrayList<>()).add(text);
    }
}
