package dev.inventory.platform.access;

import java.util.List;

/**
 * Implemented by modules whose work needs an organization to stay and whose tables do not say so by a foreign key: the
 * organization is not deleted while any implementation names a reason. Asked in the transaction of the deletion.
 */
public interface OrganizationHold {

    /** What holds the organization, in words for the user; empty if nothing does. */
    List<String> reasonsToKeep(long organizationId);
}
