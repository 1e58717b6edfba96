package dev.inventory.app;

import dev.inventory.app.database.CountedStatements;
import dev.inventory.app.database.DatabaseSettings;
import dev.inventory.platform.settings.Setting;
import dev.inventory.platform.settings.Settings;
import dev.inventory.platform.web.RequestFilter;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.function.BiConsumer;

/**
 * Says in a header how many SQL statements an answer took: from before the authentication until the answer is made, its
 * audit entries included. What is streamed afterwards is not in it. Only if the configuration asks for it.
 */
@Provider
@PreMatching
@Priority(StatementCount.FIRST)
@ApplicationScoped
public class StatementCount implements ContainerRequestFilter, ContainerResponseFilter, Settings {

    static final String HEADER = "X-Sql-Statements";
    static final int FIRST = RequestFilter.PRIORITY - 1;

    private final boolean wanted = Setting.bool(DatabaseSettings.SQL_COUNT, false);

    @Override
    public void filter(ContainerRequestContext request) {
        CountedStatements.begin();
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        say(response.getHeaders()::putSingle);
    }

    /** Adds the header, if the configuration asks for it. */
    void say(BiConsumer<String, String> header) {
        if (wanted) {
            header.accept(HEADER, String.valueOf(CountedStatements.count()));
        }
    }
}
