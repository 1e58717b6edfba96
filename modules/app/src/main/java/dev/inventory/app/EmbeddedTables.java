package dev.inventory.app;

import dev.inventory.app.database.TableWrites;
import dev.inventory.platform.persistence.TableVersions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Optional;

/** What the connections of the data source tell. */
@ApplicationScoped
class EmbeddedTables implements TableVersions {

    @Override
    public Optional<String> version(Collection<String> tables) {
        return TableWrites.version(tables);
    }
}
