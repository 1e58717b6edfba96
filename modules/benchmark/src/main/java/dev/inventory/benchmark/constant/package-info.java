/** What any JAX-RS resource costs on the same server: the application that is deployed beside the one that is measured. */
@NullMarked
package dev.inventory.benchmark.constant;

import org.jspecify.annotations.NullMarked;
