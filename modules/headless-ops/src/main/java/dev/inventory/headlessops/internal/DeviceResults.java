package dev.inventory.headlessops.internal;

import dev.inventory.headlessops.ErrorClass;
import dev.inventory.headlessops.Outcome;
import dev.inventory.headlessops.internal.execution.AddressNumbers;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.failure.Forbidden;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.listing.Kind;
import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.listing.Listing;
import dev.inventory.platform.listing.Lists;
import dev.inventory.platform.listing.Page;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of the devices of an operation. */
@ApplicationScoped
@RetriedOnContention
class DeviceResults {

    private static final Listing LISTING = Listing.of("OperationTarget", "t")
            .field("device_id", "t.id", Kind.ID)
            .field("device_name", "t.deviceName", Kind.TEXT)
            .field("serial_number", "t.serialNumber", Kind.TEXT)
            .field("outcome", "t.outcome", Kind.TEXT)
            .field("error_class", "t.errorClass", Kind.TEXT)
            .field("message", "t.message", Kind.TEXT)
            .field("before", "t.before", Kind.TEXT)
            .field("after", "t.after", Kind.TEXT)
            .field("attempts", "t.attempts", Kind.NUMBER)
            .field("duration_ms", "t.durationMillis", Kind.NUMBER)
            .field("finished_at", "t.finishedAt", Kind.INSTANT)
            .required("device_id", "device_name", "serial_number")
            .brief("device_id", "device_name", "outcome")
            .choices(
                    "outcome",
                    Arrays.stream(Outcome.Kind.values()).map(Outcome.Kind::word).toList())
            .choices(
                    "error_class",
                    Arrays.stream(ErrorClass.values()).map(ErrorClass::word).toList())
            .searched("device_name", "serial_number", "message")
            .build();

    @Inject
    Lists lists;

    @Inject
    Operations operations;

    /**
     * A page of results.
     *
     * @throws NotFound if there is no such operation
     * @throws Forbidden if it is of organizations that the caller may not see
     */
    @Transactional
    public Page page(String id, UriInfo uri) {
        return lists.page(query(id, uri.getQueryParameters()), uri, DeviceResults::withoutNumbersOfAddresses);
    }

    /** An address is told by its name alone. */
    private static void withoutNumbersOfAddresses(List<Map<String, @Nullable Object>> rows) {
        for (Map<String, @Nullable Object> row : rows) {
            if (row.get("device_id") instanceof Long number && AddressNumbers.isAddress(number)) {
                row.put("device_id", null);
            }
        }
    }

    private ListQuery query(String id, Map<String, List<String>> parameters) {
        Operation operation = operations.require(id, Permission.VIEW);
        ListQuery query = ListQuery.parse(LISTING, parameters);
        var unused = query.criteria().and("t.operationId = ?", operation.id());
        return query;
    }
}
