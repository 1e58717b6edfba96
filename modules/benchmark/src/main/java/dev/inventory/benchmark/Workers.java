package dev.inventory.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does one thing on several threads at once. */
final class Workers {

    /** One thread's part. */
    interface Part<T> {
        T of(int worker) throws IOException, BenchmarkFailure;
    }

    private Workers() {}

    /**
     * Ends when all have ended.
     *
     * @return what each came to, by number from 0
     */
    static <T> List<T> run(int workers, Part<T> part) throws IOException, BenchmarkFailure, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            var parts = new ArrayList<Future<T>>();
            for (int i = 0; i < workers; i++) {
                int worker = i;
                parts.add(threads.submit(() -> part.of(worker)));
            }
            var results = new ArrayList<T>();
            for (Future<T> running : parts) {
                results.add(running.get());
            }
            return results;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException io) {
                throw io;
            }
            if (failed.getCause() instanceof BenchmarkFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(failed);
        } finally {
            threads.shutdownNow();
        }
    }
}
