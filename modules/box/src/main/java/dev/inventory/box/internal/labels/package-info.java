/** Labels: QR codes drawn as SVG and PNG, and sheets of labels for printing. */
@NullMarked
package dev.inventory.box.internal.labels;

import org.jspecify.annotations.NullMarked;
