package dev.inventory.box.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.text.Normalizer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A box: a place that items are in, with a name that no other box has, whatever its case, its white space and the way in
 * which its letters are put together.
 */
@Entity
@Table(name = "box")
@SuppressWarnings("UnusedVariable") // some columns are there for queries alone
public class Box {

    static final int MAX_NAME = 200;

    /** As long as the column is: some rare signs are several in their normal form. */
    static final int MAX_KEY = 400;

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Zs}]+");

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "box_id")
    private String boxId;

    private String name;

    @Column(name = "name_lower")
    private String nameLower;

    @Column(name = "created_at")
    private Instant createdAt;

    @Version
    private long version;

    protected Box() {}

    Box(String boxId, String name, Instant now) {
        this.boxId = boxId;
        this.name = name;
        this.nameLower = key(name);
        this.createdAt = now;
    }

    long id() {
        return id;
    }

    String boxId() {
        return boxId;
    }

    void rename(String newName) {
        name = newName;
        nameLower = key(newName);
    }

    BoxDetail detail() {
        return new BoxDetail(boxId, name);
    }

    /** The fields that the audit log compares. */
    Map<String, @Nullable Object> audited() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("box_id", boxId);
        fields.put("name", name);
        return fields;
    }

    /**
     * What makes two names one: small letters, in Unicode's composed form (NFC), with one space between words. Rows that
     * are older than this rule keep their name in small letters until they are renamed.
     */
    static String key(String name) {
        String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
        String spaced = BLANKS.matcher(composed).replaceAll(" ").strip();
        // A capital letter may become several small ones, which have a composed form in turn.
        return Normalizer.normalize(spaced.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }
}
