package dev.inventory.platform.export;

import dev.inventory.platform.listing.Export;
import dev.inventory.platform.listing.ExportFormat;
import dev.inventory.platform.listing.Lists;
import dev.inventory.platform.listing.Page;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Answers a list request that asks for an export with the file instead of a page. */
@Provider
@PreMatching
public class ExportFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    @Inject
    Lists lists;

    @Inject
    Clock clock;

    /** The parameter says what the answer shall be: a client that also says so by Accept is not to get a 406. */
    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getUriInfo().getQueryParameters().containsKey("export")) {
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.WILDCARD);
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(response.getEntity() instanceof Page page) || page.export() == null) {
            return;
        }
        Export export = page.export();
        ExportFormat format = export.format();
        StreamingOutput file = out -> new Exporter(lists, export).write(out);
        boolean wanted = !HttpMethod.HEAD.equals(request.getMethod());
        response.setEntity(
                wanted ? file : null, response.getEntityAnnotations(), MediaType.valueOf(format.mediaType()));
        response.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, format.mediaType());
        response.getHeaders()
                .putSingle(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + name(request) + "-" + TIME.format(clock.instant()) + "."
                                + format.extension() + "\"");
    }

    /** What is listed: the last word of the path. */
    private static String name(ContainerRequestContext request) {
        List<String> words = request.getUriInfo().getPathSegments().stream()
                .map(segment -> segment.getPath())
                .filter(word -> word.matches("[a-z_]+"))
                .toList();
        return words.isEmpty() ? "export" : words.get(words.size() - 1);
    }
}
