package dev.inventory.app;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeIn;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** The REST API: every resource and provider of every module in the WAR, found by their annotations. */
@ApplicationPath("api")
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Inventory",
                        version = "1.0",
                        description = "Network inventory: what should be, what is, and the difference worked off."),
        security = {
            @SecurityRequirement(name = "bearer"),
            @SecurityRequirement(name = "token"),
            @SecurityRequirement(name = "basic")
        })
@SecurityScheme(
        securitySchemeName = "bearer",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "A token from /api/user/token/")
@SecurityScheme(
        securitySchemeName = "token",
        type = SecuritySchemeType.APIKEY,
        in = SecuritySchemeIn.HEADER,
        apiKeyName = "Authorization",
        description = "The word Token, a space, and a token from /api/user/token/")
@SecurityScheme(
        securitySchemeName = "basic",
        type = SecuritySchemeType.HTTP,
        scheme = "basic",
        description = "User name and password")
public class InventoryApplication extends Application {

    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                // None of the container's JSON providers: JSON-B would quietly turn 5.7 into 5, and each brings
                // exception mappers of its own. Ours are JsonWriter and BodyReader.
                "jersey.config.jsonFeature", "inventory",
                "jersey.config.disableJsonBinding", true,
                "jersey.config.disableMoxyJson", true,
                "jersey.config.server.wadl.disableWadl", true);
    }
}
