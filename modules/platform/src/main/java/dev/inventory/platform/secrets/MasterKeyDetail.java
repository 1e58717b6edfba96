package dev.inventory.platform.secrets;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The master keys as the API shows them: by name alone. */
@Schema(name = "MasterKey", description = "Which master keys are in use, by fingerprints from which no key can be told")
record MasterKeyDetail(
        @Schema(description = "The current key", example = "3f9a01c7")
        String key,

        @Schema(
                description = "file: the server's own, which it may replace; environment: given by the operator",
                enumeration = {"file", "environment"},
                example = "file")
        String source,

        @Schema(
                name = "current_since",
                type = SchemaType.STRING,
                format = "date-time",
                nullable = true,
                description = "Null until the servers have agreed on the key",
                example = "2026-01-15T08:30:00Z")
        @Nullable
        Instant currentSince,

        @Schema(
                name = "sealing_key",
                description =
                        "The key that secrets are sealed with now: an older one until every server has the current",
                example = "3f9a01c7")
        String sealingKey,

        @Schema(type = SchemaType.INTEGER, format = "int64", description = "Sealed secrets", example = "1200")
        long secrets,

        @Schema(
                type = SchemaType.INTEGER,
                format = "int64",
                description = "Those still to be sealed anew with the current key",
                example = "300")
        long pending,

        @Schema(
                type = SchemaType.INTEGER,
                format = "int64",
                description = "Those sealed with a key that this server does not have",
                example = "0")
        long unreadable,

        @Schema(description = "Keys that are only read with; one may be removed when pending is 0")
        List<Previous> previous,

        @Schema(description = "The other servers that run on this database")
        List<Peer> servers) {

    /** An older key. */
    @Schema(name = "PreviousMasterKey")
    record Previous(
            @Schema(example = "b81e44d2") String key,

            @Schema(
                    type = SchemaType.INTEGER,
                    format = "int64",
                    description = "Secrets that are still sealed with it",
                    example = "300")
            long secrets) {}

    /** Another server. */
    @Schema(name = "MasterKeyServer")
    record Peer(
            @Schema(description = "INVENTORY_NODE_ID, followed by what tells this start from others", example = "b")
            String name,

            @Schema(description = "Its current key", example = "b81e44d2")
            String key,

            @Schema(name = "knows_current_key", description = "Whether it can read what this server seals")
            boolean knowsCurrentKey) {}
}
