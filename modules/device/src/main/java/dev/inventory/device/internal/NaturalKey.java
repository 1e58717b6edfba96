package dev.inventory.device.internal;

import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.listing.Kind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A name or a serial number by which a device is asked for.
 *
 * @param organization the one that is meant; empty for the only one of the caller's that has such a device
 */
record NaturalKey(String value, Optional<Long> organization) {

    /** What the query parameter is described by. */
    static final String ORGANIZATION =
            "Organization id, where several organizations have such a device; 403 if it is not the caller's";

    /** @throws Rejected if the organization is no id */
    static NaturalKey of(String value, @Nullable String organization) {
        if (organization != null && !organization.strip().matches("\\d{1,18}")) {
            throw Rejected.field("organization", Kind.ID.expectation());
        }
        return new NaturalKey(
                value, Optional.ofNullable(organization).map(String::strip).map(Long::valueOf));
    }
}
