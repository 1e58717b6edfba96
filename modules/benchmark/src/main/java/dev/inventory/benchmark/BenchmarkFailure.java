package dev.inventory.benchmark;

/** The benchmark could not be carried out, so that there is nothing to compare. The message says why. */
final class BenchmarkFailure extends Exception {
    BenchmarkFailure(String message) {
        super(message);
    }
}
