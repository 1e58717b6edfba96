package dev.inventory.box.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A box: a place that items are in, with a name that no other box has, whatever its case. */
@Entity
@Table(name = "box")
@SuppressWarnings("UnusedVariable") // some columns are there for queries alone
public class Box {

    static final int MAX_NAME = 200;

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
        this.nameLower = lower(name);
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
        nameLower = lower(newName);
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

    /** What makes two names one. */
    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
