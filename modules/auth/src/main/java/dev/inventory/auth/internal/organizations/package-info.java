/** The tree of organizations. Table: {@code organization}. */
@NullMarked
package dev.inventory.auth.internal.organizations;

import org.jspecify.annotations.NullMarked;
