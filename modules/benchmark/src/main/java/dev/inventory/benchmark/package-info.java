/**
 * Benchmarks of the built server from outside: it runs as a process of its own beside a simulated network in another,
 * and all that is measured is what an operator could see, over HTTP, in the metrics and in the process table.
 *
 * <p>{@link dev.inventory.benchmark.BenchmarkMain} is the command. A ratio is taken in one run on one machine; figures
 * of different machines are not compared. The package has no tables and no events.
 */
@NullMarked
package dev.inventory.benchmark;

import org.jspecify.annotations.NullMarked;
