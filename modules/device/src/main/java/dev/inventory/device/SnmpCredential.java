package dev.inventory.device;

/**
 * By what an agent is asked that is no device yet. Secrets: never shown, and not in its text.
 *
 * @param version {@code 1}, {@code 2c} or {@code 3}
 * @param community of versions 1 and 2c; empty for version 3, as what follows is for the others
 * @param user the name of the user
 * @param authProtocol the word of the protocol; empty without authentication
 * @param privProtocol likewise for privacy
 * @param context in which version 3 asks; mostly empty
 */
public record SnmpCredential(
        String version,
        String community,
        String user,
        String authProtocol,
        String authKey,
        String privProtocol,
        String privKey,
        String context) {

    /** The credential of versions 1 and 2c. */
    public static SnmpCredential community(String version, String community) {
        return new SnmpCredential(version, community, "", "", "", "", "", "");
    }

    @Override
    public String toString() {
        return "SNMP credential of version " + version;
    }
}
