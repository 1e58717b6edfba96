package dev.inventory.headlessops.internal.execution;

import dev.inventory.headlessops.OperationOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Cuts the list of an operation's devices into waves, and each wave into shares that servers work on side by side. */
final class Slices {

    /** Most shares of one operation that are worked on at once. */
    private static final int MOST_AT_ONCE = 4;

    private static final int LEAST_SHARE = 50;
    private static final int GREATEST_SHARE = 2500;
    private static final int WAVES = 10;
    private static final int LEAST_WAVE = 10;

    private Slices() {}

    /** A range of devices. */
    record Share(int number, int wave, long firstDevice, long lastDevice) {}

    /** @param devices ids, ascending */
    static List<Share> of(List<Long> devices, OperationOptions options) {
        List<Share> shares = new ArrayList<>();
        int waveSize = waveSize(devices.size(), options);
        int wave = 0;
        for (int from = 0; from < devices.size(); from += waveSize) {
            int end = Math.min(devices.size(), from + waveSize);
            int size = Math.min(GREATEST_SHARE, Math.max(LEAST_SHARE, ceil(end - from, MOST_AT_ONCE)));
            for (int first = from; first < end; first += size) {
                shares.add(new Share(
                        shares.size(), wave, devices.get(first), devices.get(Math.min(end, first + size) - 1)));
            }
            wave++;
        }
        return shares;
    }

    /** How many shares of an operation are worked on at once, by all servers together. */
    static int atOnce(OperationOptions options) {
        return Math.min(MOST_AT_ONCE, options.parallel());
    }

    /**
     * One share's part of what is free.
     *
     * @param free how many more devices of the operation may be asked at once
     * @param shares how many shares that is to be enough for, this one among them
     */
    static int part(int free, int shares) {
        return ceil(free, shares);
    }

    /** How many devices of a share are begun with in a second if so many are asked at once; empty if nothing bounds it. */
    static OptionalDouble rate(OperationOptions options, int window) {
        Integer rate = options.maxRate();
        return rate == null ? OptionalDouble.empty() : OptionalDouble.of((double) rate * window / options.parallel());
    }

    private static int waveSize(int devices, OperationOptions options) {
        if (options.waveSize() != null) {
            return options.waveSize();
        }
        return options.stopOnFailurePercent() == null
                ? Math.max(1, devices)
                : Math.max(LEAST_WAVE, ceil(devices, WAVES));
    }

    private static int ceil(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
