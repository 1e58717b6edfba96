/** Barcodes: what a scanned text stands for, and the foreign codes that were linked to objects. */
@NullMarked
package dev.inventory.box.internal.barcodes;

import org.jspecify.annotations.NullMarked;
