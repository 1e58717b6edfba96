package dev.inventory.app;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Adds the header that every POST takes to its description. */
final class IdempotencyDescription {

    private IdempotencyDescription() {}

    static void complete(String path, Operation post) {
        if (path.endsWith("/import")) {
            return; // its answer is not kept
        }
        post.addParameter(OASFactory.createParameter()
                .name("Idempotency-Key")
                .in(Parameter.In.HEADER)
                .schema(OASFactory.createSchema()
                        .type(SchemaType.STRING)
                        .maxLength(255)
                        .example("b2c1e6a4-7f0d-4b1e-9c55-0a4f6f0c2d11"))
                .description(
                        "Sent again with the same key and body within 24 hours, the request is not carried out again"
                                + " but answered as before, with Idempotent-Replayed: true. Another request with the key is 422;"
                                + " while the first is at work, 409"));
    }
}
