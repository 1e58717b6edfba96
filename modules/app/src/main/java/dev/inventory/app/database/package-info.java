/**
 * The data source. The container makes it by name, inside an EAR by the class loader of the EAR, which sees no class of the
 * WAR. Therefore this package stands alone, uses nothing of the other modules, and is in the EAR's library folder, too.
 */
@NullMarked
package dev.inventory.app.database;

import org.jspecify.annotations.NullMarked;
