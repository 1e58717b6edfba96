package dev.inventory.platform.access;

/** What a role lets its holder do, in the order that clients are told. */
public enum Permission {
    VIEW,
    ADD,
    CHANGE,
    DELETE;

    /** The permission that an HTTP method needs. */
    public static Permission forMethod(String method) {
        return switch (method) {
            case "POST" -> ADD;
            case "PUT", "PATCH" -> CHANGE;
            case "DELETE" -> DELETE;
            default -> VIEW;
        };
    }
}
