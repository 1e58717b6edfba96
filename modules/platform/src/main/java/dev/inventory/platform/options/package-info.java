/** What OPTIONS answers: the methods of a path and the fields that they take, read from what the resources declare. */
@NullMarked
package dev.inventory.platform.options;

import org.jspecify.annotations.NullMarked;
