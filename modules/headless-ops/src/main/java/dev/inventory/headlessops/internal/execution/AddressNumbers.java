package dev.inventory.headlessops.internal.execution;

/**
 * The numbers that stand for addresses where devices have their ids: below zero, so that none is a device's, and each in
 * one operation alone. In the order of the addresses.
 */
public final class AddressNumbers {

    /** A power of two above the most addresses of an operation. */
    private static final long PER_OPERATION = 2L * AddressWork.MAX_ADDRESSES;

    private AddressNumbers() {}

    /**
     * The number of an operation's address.
     *
     * @param index its place, from 0
     * @param count how many there are
     */
    static long number(long operationId, int index, int count) {
        return -(operationId * PER_OPERATION + count - index);
    }

    /** Whether a target's number stands for an address. */
    public static boolean isAddress(long target) {
        return target < 0;
    }
}
