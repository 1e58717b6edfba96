package dev.inventory.headlessops.internal.execution;

import dev.inventory.platform.access.OrganizationHold;
import dev.inventory.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/**
 * An organization stays while an operation for it has not ended. Those that have ended let it go, and forget it; one for
 * all organizations is for those that are there when it starts.
 */
@ApplicationScoped
class OperationOrganizationHold implements OrganizationHold {

    private static final int MOST_TOLD = 10;
    private static final String OPEN = "SELECT o.id, o.operation_type, o.status FROM operation o"
            + " JOIN operation_organization x ON x.operation_id = o.id"
            + " WHERE x.organization_id = ? AND o.status IN ('scheduled', 'in_progress')"
            + " ORDER BY o.id";

    @Inject
    Database database;

    @Override
    public List<String> reasonsToKeep(long organizationId) {
        return database.run(connection -> {
            List<String> reasons = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(OPEN)) {
                select.setMaxRows(MOST_TOLD);
                select.setLong(1, organizationId);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        reasons.add("operation " + rows.getLong(1) + " (" + rows.getString(2) + ") for it is "
                                + ("scheduled".equals(rows.getString(3)) ? "scheduled" : "in progress"));
                    }
                }
            }
            return reasons;
        });
    }
}
