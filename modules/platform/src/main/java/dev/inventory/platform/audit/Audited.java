package dev.inventory.platform.audit;

/**
 * A change has been written to the audit log; fired in its transaction, so that whoever must know of every change of a
 * type cannot be forgotten.
 *
 * @param action {@code create}, {@code update} or {@code delete}
 */
public record Audited(String action, String objectType, long objectId) {}
