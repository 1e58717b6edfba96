package dev.inventory.device.internal.snmp;

/** By what an agent knows who asks. None of them shows a secret in its text. */
public sealed interface SnmpCredentials {

    /** The word of versions 1 and 2c. */
    record Community(boolean isVersion1, String community) implements SnmpCredentials {

        @Override
        public String toString() {
            return "Community of version " + (isVersion1 ? "1" : "2c");
        }
    }

    /**
     * A user of version 3 (RFC 3414).
     *
     * @param name at most 32 octets
     * @param authKey the passphrase, of at least 8 characters; empty without authentication
     * @param privKey the passphrase, of at least 8 characters; empty without privacy
     * @param context the name of the context that is asked in; mostly empty
     */
    record User(String name, AuthProtocol auth, String authKey, PrivProtocol priv, String privKey, String context)
            implements SnmpCredentials {

        public User {
            if (priv != PrivProtocol.NONE && auth == AuthProtocol.NONE) {
                throw new IllegalArgumentException("Privacy needs authentication");
            }
        }

        @Override
        public String toString() {
            return "User " + name + " (" + auth.word() + ", " + priv.word() + ")";
        }
    }
}
