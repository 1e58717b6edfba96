/** Secrets at rest under keys that are derived from the server's master key. */
@NullMarked
package dev.inventory.platform.secrets;

import org.jspecify.annotations.NullMarked;
