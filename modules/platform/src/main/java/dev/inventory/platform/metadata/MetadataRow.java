package dev.inventory.platform.metadata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.platform.json.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The metadata of one object. */
@Entity
@IdClass(MetadataRow.Key.class)
@Table(name = "object_metadata")
public class MetadataRow {

    @Id
    @Column(name = "object_type")
    private String objectType;

    @Id
    @Column(name = "object_id")
    private long objectId;

    @Column(name = "document_json")
    private String document;

    @Version
    private long version;

    /** The primary key, as JPA wants it. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private String objectType = "";
        private long objectId;

        protected Key() {}

        Key(ObjectKey object) {
            this.objectType = object.type();
            this.objectId = object.id();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.objectId == objectId && Objects.equals(key.objectType, objectType);
        }

        @Override
        public int hashCode() {
            return Objects.hash(objectType, objectId);
        }
    }

    protected MetadataRow() {}

    MetadataRow(ObjectKey object, ObjectNode document) {
        this.objectType = object.type();
        this.objectId = object.id();
        this.document = Json.write(document);
    }

    void replace(ObjectNode newDocument) {
        document = Json.write(newDocument);
    }

    ObjectNode document() {
        return (ObjectNode) Json.read(document);
    }

    long version() {
        return version;
    }
}
