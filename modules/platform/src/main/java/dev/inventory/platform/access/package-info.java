/** Who is asking and what they may see: the ports that the auth module implements. */
@NullMarked
package dev.inventory.platform.access;

import org.jspecify.annotations.NullMarked;
