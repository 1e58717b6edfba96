/**
 * Stock: boxes, the items in them (each a real container: a bag, a reel), every movement of an item, and what is reserved
 * of it. Boxes and items belong to no organization: they are global to the installation.
 *
 * <p>Tables: {@code box}, {@code item}, {@code item_movement}, {@code item_reservation},
 * {@code barcode}. No events.
 *
 * <p>Other modules hand in items of other systems through {@link dev.inventory.box.ItemImports}.
 */
@NullMarked
package dev.inventory.box;

import org.jspecify.annotations.NullMarked;
