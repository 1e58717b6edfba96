/** What the parts of the module share: its settings, the roles, and locks over more than one row. */
@NullMarked
package dev.inventory.auth.internal;

import org.jspecify.annotations.NullMarked;
