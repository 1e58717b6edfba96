package dev.inventory.auth.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The roles that guard the API, in the order that clients are told. */
public enum Role {
    ADMIN,
    ORGANIZATION,
    DEVICE,
    CONNECTION_PROFILE,
    OPERATION,
    BOX,
    ITEM;

    /** The role's name in the API, in {@code @SecuredBy} and in the database. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static List<String> keys() {
        return Arrays.stream(values()).map(Role::key).toList();
    }
}
