/** Readable pages: how they are written and when they are wanted. No scripts, nothing from elsewhere. */
@NullMarked
package dev.inventory.box.internal.html;

import org.jspecify.annotations.NullMarked;
