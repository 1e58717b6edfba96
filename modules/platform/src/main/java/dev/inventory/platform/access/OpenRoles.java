package dev.inventory.platform.access;

/** A module's say on what needs no credential at all. What no module opens is closed. */
public interface OpenRoles {

    /** Whether everybody may do this, whoever it is. */
    boolean isOpen(String role, Permission permission);
}
