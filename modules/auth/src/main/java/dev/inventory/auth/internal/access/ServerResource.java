package dev.inventory.auth.internal.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.inventory.auth.internal.AuthSettings;
import dev.inventory.platform.access.SecuredBy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/}: what is this server? */
@Path("/")
@SecuredBy(SecuredBy.PUBLIC)
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Server")
public class ServerResource {

    /** The version of the InvenTree API whose clients can talk to this server: they refuse a lower one. */
    private static final int API_VERSION = 206;

    private final String version = versionFromBuild();

    @Inject
    AuthSettings settings;

    /** The server, to who asks before logging in. */
    @Schema(name = "Server")
    public record ServerDetail(
            @Schema(example = "Inventory") String server,
            @Schema(example = "1.0.0") String version,

            @Schema(description = "The name of this installation", example = "Inventory")
            String instance,

            @Schema(name = "apiVersion", example = "206") @JsonProperty("apiVersion")
            int apiVersion) {}

    @GET
    @Operation(operationId = "getServer", summary = "What server this is; no credentials are needed")
    @SecurityRequirements
    @APIResponse(responseCode = "200", description = "The server", content = @Content(schema = @Schema(ref = "Server")))
    public ServerDetail get() {
        return new ServerDetail("Inventory", version, settings.instanceName(), API_VERSION);
    }

    private static String versionFromBuild() {
        Properties properties = new Properties();
        try (InputStream in = ServerResource.class.getResourceAsStream("/dev/inventory/auth/version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }
}
