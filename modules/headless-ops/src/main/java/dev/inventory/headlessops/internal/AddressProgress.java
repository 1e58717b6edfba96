package dev.inventory.headlessops.internal;

import java.time.Instant;
import java.util.Optional;

/**
 * How far an operation over addresses has come.
 *
 * @param percent whole percent of the addresses that have been asked
 * @param failed addresses where the question could not be put, or was turned down
 * @param monitoringUrl path of the list of operations that holds this one alone
 */
public record AddressProgress(
        String status,
        int percent,
        int total,
        int processed,
        int failed,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        String monitoringUrl) {

    public boolean hasEnded() {
        return finishedAt.isPresent();
    }
}
