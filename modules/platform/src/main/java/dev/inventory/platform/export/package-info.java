/**
 * Whole lists as files. Any list answers to {@code export=csv|tsv|xlsx|json}: its rows are read in parts, each in a short
 * transaction of its own, and written as they come, so that memory does not grow with the list.
 */
@NullMarked
package dev.inventory.platform.export;

import org.jspecify.annotations.NullMarked;
