package dev.inventory.device.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a device came from, and what a user has changed in it since. */
@Entity
@Table(name = "device_import")
public class DeviceImport {

    private static final String SEPARATOR = ",";

    @Id
    @Column(name = "device_id")
    private long deviceId;

    private String source;

    @Column(name = "external_id")
    private String externalId;

    private long fingerprint;

    @Column(name = "edited_fields")
    private String editedFields;

    @Column(name = "missing_since")
    private @Nullable Instant missingSince;

    protected DeviceImport() {}

    DeviceImport(long deviceId, String source, String externalId, Collection<String> edited) {
        this.deviceId = deviceId;
        this.source = source;
        this.externalId = externalId;
        this.editedFields = String.join(SEPARATOR, new TreeSet<>(edited));
    }

    long deviceId() {
        return deviceId;
    }

    String source() {
        return source;
    }

    String externalId() {
        return externalId;
    }

    long fingerprint() {
        return fingerprint;
    }

    @Nullable
    Instant missingSince() {
        return missingSince;
    }

    /** The other system has said this, and it was taken. */
    void taken(long newFingerprint) {
        fingerprint = newFingerprint;
        missingSince = null;
    }

    void missing(Instant since) {
        if (missingSince == null) {
            missingSince = since;
        }
    }

    /** A user has changed these fields. */
    void edit(Collection<String> fields) {
        Set<String> all = edited();
        all.addAll(fields);
        editedFields = String.join(SEPARATOR, all);
    }

    Set<String> edited() {
        return Arrays.stream(editedFields.split(SEPARATOR))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
