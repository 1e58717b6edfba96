/**
 * Discovery: a search for devices in ranges of addresses. The work is an operation whose targets are addresses; what
 * answers becomes a candidate, which a user accepts into the inventory or ignores.
 *
 * <p>Tables: {@code discovery}, {@code discovery_credential} (sealed), {@code discovery_candidate}. A discovery has the id
 * of its operation and goes with it.
 */
@NullMarked
package dev.inventory.headlessops.internal.discovery;

import org.jspecify.annotations.NullMarked;
