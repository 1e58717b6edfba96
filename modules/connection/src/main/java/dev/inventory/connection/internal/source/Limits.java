package dev.inventory.connection.internal.source;

import java.time.Duration;

/**
 * What a source may cost.
 *
 * @param answerBytes most bytes of one answer, unpacked
 * @param answerTime longest time from a request to the end of its answer
 * @param pages most pages of one run
 */
public record Limits(long answerBytes, Duration answerTime, int pages) {}
