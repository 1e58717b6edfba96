/** The profiles over HTTP, and what is kept of them. */
@NullMarked
package dev.inventory.connection.internal;

import org.jspecify.annotations.NullMarked;
