package dev.inventory.device.internal;

import org.jspecify.annotations.Nullable;

/** The passphrases of a device's SNMP user, as they were sent. */
record SnmpKeys(Key auth, Key priv) {

    static final SnmpKeys NOT_SENT = new SnmpKeys(new Key(false, null), new Key(false, null));

    /**
     * A passphrase that was sent.
     *
     * @param sent false if the field was omitted
     * @param value null if it is to be removed
     */
    record Key(boolean sent, @Nullable String value) {

        /** Whether there is one afterwards. */
        boolean isThere(boolean kept) {
            return sent ? value != null : kept;
        }

        @Override
        public String toString() {
            return sent ? "sent" : "not sent";
        }
    }

    /** Which passphrases the device has. */
    record Kept(boolean auth, boolean priv) {

        static final Kept NONE = new Kept(false, false);
    }
}
