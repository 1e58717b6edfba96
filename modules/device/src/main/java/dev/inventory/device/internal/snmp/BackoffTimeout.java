package dev.inventory.device.internal.snmp;

import java.util.concurrent.ThreadLocalRandom;
import org.snmp4j.TimeoutModel;

/** Every repetition waits half as long again as the one before, with some jitter, so that retries do not march in step. */
final class BackoffTimeout implements TimeoutModel {

    private static final double GROWTH = 0.5;
    private static final double JITTER = 0.1;

    @Override
    public long getRetryTimeout(int retryCount, int totalNumberOfRetries, long targetTimeout) {
        double jitter = 1 + ThreadLocalRandom.current().nextDouble(JITTER);
        return Math.round(targetTimeout * (1 + GROWTH * retryCount) * jitter);
    }

    @Override
    public long getRequestTimeout(int totalNumberOfRetries, long targetTimeout) {
        double total = 0;
        for (int retry = 0; retry <= totalNumberOfRetries; retry++) {
            total += targetTimeout * (1 + GROWTH * retry) * (1 + JITTER);
        }
        return Math.round(total);
    }
}
