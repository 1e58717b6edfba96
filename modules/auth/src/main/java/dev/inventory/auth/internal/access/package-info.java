/** The gate: who sends a request, which role guards its path, and the caller that the other modules see. */
@NullMarked
package dev.inventory.auth.internal.access;

import org.jspecify.annotations.NullMarked;
