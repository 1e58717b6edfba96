package dev.inventory.platform.metadata;

import dev.inventory.platform.json.Body;
import dev.inventory.platform.web.Conditional;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;

/** {@link Metadata} over HTTP, for the resources of the objects, which know the path and the permission. */
@ApplicationScoped
public class MetadataEndpoint {

    @Inject
    Metadata metadata;

    public Response get(Request request, Supplier<ObjectKey> object) {
        Metadata.Tagged found = metadata.read(object);
        return Conditional.notModified(request, found.tag()).orElseGet(() -> answer(found));
    }

    public Response put(Request request, Body body, Supplier<ObjectKey> object) {
        return answer(metadata.replace(object, body, tag -> Conditional.check(request, tag)));
    }

    public Response patch(Request request, Body body, Supplier<ObjectKey> object) {
        return answer(metadata.merge(object, body, tag -> Conditional.check(request, tag)));
    }

    private static Response answer(Metadata.Tagged metadata) {
        return Response.ok(new MetadataFields(metadata.document()))
                .tag(metadata.tag())
                .build();
    }
}
