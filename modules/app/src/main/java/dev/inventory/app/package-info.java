/**
 * The deployable: what must be put together once. It defines the data source and the executors, migrates the database,
 * starts and stops the modules, and says how the server is.
 */
@NullMarked
package dev.inventory.app;

import org.jspecify.annotations.NullMarked;
