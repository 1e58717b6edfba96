package dev.inventory.platform.metadata;

import java.io.Serializable;

/**
 * An object of any module.
 *
 * @param type its type as the audit log names it
 */
public record ObjectKey(String type, long id) implements Serializable {}
