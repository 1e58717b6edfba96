/** Who changed what, written in the transaction of the change. Table: {@code audit_log}. */
@NullMarked
package dev.inventory.platform.audit;

import org.jspecify.annotations.NullMarked;
