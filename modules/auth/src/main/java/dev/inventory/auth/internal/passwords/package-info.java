/** Passwords: how they are kept, which ones are taken, and how often one may be guessed. */
@NullMarked
package dev.inventory.auth.internal.passwords;

import org.jspecify.annotations.NullMarked;
