package dev.inventory.connection.internal.sync;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which objects came in a run: a bit for each, in pages, since a source's objects have ids that lie together. A million of
 * them take some 125 kB. Several threads may use it.
 */
final class SeenIds {

    private static final int PAGE_BITS = 16;
    private static final int MASK = (1 << PAGE_BITS) - 1;

    private final Map<Long, BitSet> pages = new HashMap<>();

    /** @return whether it had not been seen */
    synchronized boolean add(long id) {
        BitSet page = pages.computeIfAbsent(id >>> PAGE_BITS, number -> new BitSet());
        int bit = (int) (id & MASK);
        boolean fresh = !page.get(bit);
        page.set(bit);
        return fresh;
    }

    synchronized boolean contains(long id) {
        BitSet page = pages.get(id >>> PAGE_BITS);
        return page != null && page.get((int) (id & MASK));
    }
}
