/** JSON in and out: one strict mapper for the server, and the reader that names every wrong field of a body. */
@NullMarked
package dev.inventory.platform.json;

import org.jspecify.annotations.NullMarked;
