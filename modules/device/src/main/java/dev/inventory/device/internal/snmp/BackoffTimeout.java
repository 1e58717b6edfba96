package dev.inventory.device.internal.snmp;

import java.util.concurrent.ThreadLocalRandom;
import org.snmp4j.TimeoutModel;

/**
 * The first repetition waits as long as the question itself, each further one half of that longer; with some jitter, so
 * that retries do not march in step.
 */
final class BackoffTimeout implements TimeoutModel {

    private static final double GROWTH = 0.5;
    private static final double JITTER = 0.05;

    @Override
    public long getRetryTimeout(int retryCount, int totalNumberOfRetries, long targetTimeout) {
        double jitter = retryCount == 0 ? 0 : ThreadLocalRandom.current().nextDouble(JITTER);
        return Math.round(targetTimeout * growth(retryCount) * (1 + jitter));
    }

    @Override
    public long getRequestTimeout(int totalNumberOfRetries, long targetTimeout) {
        double total = 0;
        for (int retry = 0; retry <= totalNumberOfRetries; retry++) {
            total += targetTimeout * growth(retry) * (1 + JITTER);
        }
        return Math.round(total);
    }

    private static double growth(int retry) {
        return 1 + GROWTH * Math.max(0, retry - 1);
    }
}
