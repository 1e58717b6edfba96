/** Boxes and items: what the Box API shows and changes. */
@NullMarked
package dev.inventory.box.internal;

import org.jspecify.annotations.NullMarked;
