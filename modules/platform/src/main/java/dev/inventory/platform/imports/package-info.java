/** What a module offers whose objects may be kept by another system: the shape is the same for all of them. */
@NullMarked
package dev.inventory.platform.imports;

import org.jspecify.annotations.NullMarked;
