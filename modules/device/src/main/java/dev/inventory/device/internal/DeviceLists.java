package dev.inventory.device.internal;

import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.listing.Lists;
import dev.inventory.platform.listing.Page;
import dev.inventory.platform.listing.WrittenPage;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists of the devices that the caller may see. */
@ApplicationScoped
class DeviceLists {

    @Inject
    Lists lists;

    @Inject
    Caller caller;

    Page page(ListQuery query, UriInfo uri) {
        scope(query);
        return lists.plainPage(query, uri.getRequestUri(), uri.getQueryParameters())
                .orElseGet(() -> lists.page(query, uri));
    }

    /** The same page for who writes it as JSON at once, outside of a transaction; empty if it takes more than that. */
    Optional<WrittenPage> writtenPage(ListQuery query, URI requested, Map<String, List<String>> parameters) {
        scope(query);
        return lists.writtenPage(query, requested, parameters);
    }

    /** The ids of the page's devices. */
    @RetriedOnContention
    @Transactional
    public List<Long> ids(ListQuery query) {
        scope(query);
        return lists.ids(query);
    }

    private void scope(ListQuery query) {
        query.asked("organization").forEach(asked -> caller.require(Devices.ROLE, Permission.VIEW, (Long) asked));
        query.criteria().within(caller.scope(Devices.ROLE, Permission.VIEW), "d.organizationId");
    }
}
