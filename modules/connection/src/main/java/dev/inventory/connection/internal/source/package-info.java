/**
 * Reading from other systems, one record after the other and never all at once. Everything that is fetched is bounded: in
 * bytes, in time, in depth; every address is checked before anything is sent there.
 */
@NullMarked
package dev.inventory.connection.internal.source;

import org.jspecify.annotations.NullMarked;
