package dev.inventory.platform.secrets;

/** A sealed secret that this server cannot read. The message says where and why, and shows nothing of it. */
public final class SecretUnreadable extends RuntimeException {

    SecretUnreadable(String message) {
        super(message);
    }
}
