/**
 * What users keep beside an object: any JSON, at the path {@code metadata/} below the object's, under the object's
 * permissions. Table: {@code object_metadata}.
 */
@NullMarked
package dev.inventory.platform.metadata;

import org.jspecify.annotations.NullMarked;
