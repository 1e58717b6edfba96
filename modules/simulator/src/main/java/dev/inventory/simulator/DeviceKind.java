package dev.inventory.simulator;

/** What a device is for, as an inventory sorts devices. */
public enum DeviceKind {
    ROUTER("rt"),
    SWITCH("sw"),
    FIREWALL("fw"),
    SERVER("srv"),
    ACCESS_POINT("ap");

    private final String prefix;

    DeviceKind(String prefix) {
        this.prefix = prefix;
    }

    /** The beginning of the names of such devices, such as {@code rt}. */
    String prefix() {
        return prefix;
    }
}
