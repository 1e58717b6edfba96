/** The first start: an administrator who can log in and an organization to put a first device into. */
@NullMarked
package dev.inventory.auth.internal.start;

import org.jspecify.annotations.NullMarked;
