/** HTTP as every endpoint speaks it: the error dialects, request ids, conditional requests, limits and links. */
@NullMarked
package dev.inventory.platform.web;

import org.jspecify.annotations.NullMarked;
