/** What the server may reach over the network on behalf of its users. */
@NullMarked
package dev.inventory.platform.network;

import org.jspecify.annotations.NullMarked;
