package dev.inventory.device.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.json.Value;
import dev.inventory.platform.metadata.Metadata;
import dev.inventory.platform.metadata.ObjectKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** The metadata of a device as a field of it: what {@code …/metadata/} reads and writes, too. */
@ApplicationScoped
class DeviceMetadata {

    static final String FIELD = "metadata";

    @Inject
    Metadata metadata;

    /**
     * The field as a request has it.
     *
     * @param present whether it was sent
     * @param document what was sent; empty for null
     */
    record Sent(boolean present, Optional<ObjectNode> document) {}

    /** Reads the field; an error in it is told with those of the other fields. */
    static Sent read(Body body) {
        Value<ObjectNode> value = body.document(FIELD);
        return new Sent(value.isPresent(), Optional.ofNullable(value.orNull()));
    }

    /**
     * Keeps what was sent, in the transaction of the write: merged with what is there by a change (RFC 7396), else in its
     * place.
     *
     * @return empty if nothing changes
     */
    Optional<Metadata.Change> keep(long device, Sent sent, DeviceFields.Mode mode) {
        boolean isLeftAlone =
                switch (mode) {
                    case CREATE -> sent.document().isEmpty();
                    case REPLACE -> false;
                    case CHANGE -> !sent.present();
                };
        return isLeftAlone
                ? Optional.empty()
                : metadata.change(new ObjectKey(Devices.AUDITED, device), there -> next(there, sent.document(), mode));
    }

    private static ObjectNode next(ObjectNode there, Optional<ObjectNode> sent, DeviceFields.Mode mode) {
        return sent.map(document -> mode == DeviceFields.Mode.CHANGE ? Metadata.merged(there, document) : document)
                .orElseGet(() -> Json.mapper().createObjectNode());
    }
}
