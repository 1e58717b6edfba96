/** What all tables share: instants, and leases that let several servers share one database. Table: {@code lease}. */
@NullMarked
package dev.inventory.platform.persistence;

import org.jspecify.annotations.NullMarked;
