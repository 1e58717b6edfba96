/**
 * Files of devices: CSV, TSV or JSON come in ({@link dev.inventory.device.internal.file.FileFormat}) as rows, each the
 * body that a single request would have, and a report goes out
 * ({@link dev.inventory.device.internal.file.ImportReport}). Neither is held in memory as a whole.
 */
@NullMarked
package dev.inventory.device.internal.file;

import org.jspecify.annotations.NullMarked;
