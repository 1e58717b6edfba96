package dev.inventory.box.internal;

import dev.inventory.platform.access.OpenRoles;
import dev.inventory.platform.access.Permission;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Opens the reading of boxes and items to everybody, unless the settings say otherwise. */
@ApplicationScoped
class PublicRead implements OpenRoles {

    @Inject
    BoxSettings settings;

    @Override
    public boolean isOpen(String role, Permission permission) {
        return permission == Permission.VIEW
                && settings.publicRead()
                && (Boxes.ROLE.equals(role) || Items.ROLE.equals(role));
    }
}
