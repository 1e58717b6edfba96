/**
 * The engine. An operation's row is a state machine: {@code scheduled}, {@code in_progress}, and one of the final
 * states. Its devices are cut into shares. Whoever works on one has claimed it by a conditional update that raised its
 * fence; every later write carries the fence and is dropped when another has claimed it since. The target rows are the
 * work list: those still pending are what is left to do, after a crash as before it.
 *
 * <p>A new type of operation is one bean that implements {@link dev.inventory.headlessops.OperationType}.
 */
@NullMarked
package dev.inventory.headlessops.internal.execution;

import org.jspecify.annotations.NullMarked;
