package dev.inventory.platform.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.failure.PreconditionFailed;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.EntityTag;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Keeps the metadata of all objects. Whose they are, and whether the caller may see or change it, is the module's to say:
 * it is asked in the same transaction, and locks the object that is to be changed, so that writers wait for each other.
 */
@ApplicationScoped
@RetriedOnContention
@Transactional
public class Metadata {

    /** Most bytes of one object's metadata, as JSON in UTF-8. */
    public static final int MAX_BYTES = 64 * 1024;

    private static final String FIELD = "metadata";

    @PersistenceContext
    EntityManager em;

    @Inject
    Audit audit;

    /** Metadata, and the ETag of the version that they are. */
    public record Tagged(EntityTag tag, ObjectNode document) {}

    /** @param object gives the object, or throws if the caller may not see it */
    public Tagged read(Supplier<ObjectKey> object) {
        return tagged(object.get());
    }

    /**
     * Replaces them by what the body holds.
     *
     * @param object gives the object, locked, or throws if the caller may not change it
     * @throws Rejected if the body holds no object, or one that is too large
     * @throws PreconditionFailed if the condition says so
     */
    public Tagged replace(Supplier<ObjectKey> object, Body body, Consumer<EntityTag> condition) {
        return write(object, body, condition, (current, sent) -> sent);
    }

    /** Merges the body's into them (RFC 7396): null removes a name. Otherwise like {@link #replace}. */
    public Tagged merge(Supplier<ObjectKey> object, Body body, Consumer<EntityTag> condition) {
        return write(object, body, condition, Metadata::merged);
    }

    /** An object's metadata before and after a write of the object itself. */
    public record Change(ObjectNode before, ObjectNode after) {}

    /**
     * Changes them with the object that they belong to, which the caller has locked and tells the audit log of.
     *
     * @param newDocument makes the new ones of those that are there
     * @return empty if they are the same
     * @throws Rejected if they are too large
     */
    public Optional<Change> change(ObjectKey key, UnaryOperator<ObjectNode> newDocument) {
        ObjectNode before = tagged(key).document;
        ObjectNode after = newDocument.apply(before);
        if (after.equals(before)) {
            return Optional.empty();
        }
        keep(key, after);
        return Optional.of(new Change(before, after));
    }

    /** The objects are being deleted, and their metadata with them. */
    public void forget(String type, Collection<Long> ids) {
        if (!ids.isEmpty()) {
            em.createQuery("DELETE FROM MetadataRow m WHERE m.objectType = :type AND m.objectId IN :ids")
                    .setParameter("type", type)
                    .setParameter("ids", List.copyOf(ids))
                    .executeUpdate();
        }
    }

    private Tagged write(
            Supplier<ObjectKey> object,
            Body body,
            Consumer<EntityTag> condition,
            BinaryOperator<ObjectNode> newDocument) {
        ObjectKey key = object.get();
        ObjectNode sent = body.document(FIELD).required().orNull();
        body.finish();
        Tagged before = tagged(key);
        condition.accept(before.tag);
        ObjectNode after =
                newDocument.apply(before.document, sent == null ? Json.mapper().createObjectNode() : sent);
        keep(key, after);
        audit.changed(key.type(), key.id(), Map.of(FIELD, before.document), Map.of(FIELD, after));
        return tagged(key);
    }

    private void keep(ObjectKey key, ObjectNode document) {
        checkSize(document);
        MetadataRow row = em.find(MetadataRow.class, new MetadataRow.Key(key));
        if (row == null) {
            em.persist(new MetadataRow(key, document));
        } else {
            row.replace(document);
        }
        em.flush();
    }

    private Tagged tagged(ObjectKey key) {
        MetadataRow row = em.find(MetadataRow.class, new MetadataRow.Key(key));
        return row == null
                ? new Tagged(tag(key, 0), Json.mapper().createObjectNode())
                : new Tagged(tag(key, row.version()), row.document());
    }

    private static EntityTag tag(ObjectKey key, long version) {
        return new EntityTag(key.id() + "-metadata-" + version);
    }

    private static void checkSize(ObjectNode document) {
        if (Json.write(document).getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw Rejected.field(FIELD, "Ensure this field has no more than " + MAX_BYTES + " bytes as JSON.");
        }
    }

    /** As RFC 7396 merges objects. */
    public static ObjectNode merged(ObjectNode current, ObjectNode patch) {
        ObjectNode merged = current.deepCopy();
        patch.properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode value = entry.getValue();
            if (value.isNull()) {
                merged.remove(name);
            } else if (value instanceof ObjectNode object) {
                JsonNode there = merged.path(name);
                merged.set(
                        name,
                        merged(
                                there instanceof ObjectNode old
                                        ? old
                                        : Json.mapper().createObjectNode(),
                                object));
            } else {
                merged.set(name, value);
            }
        });
        return merged;
    }
}
