package dev.inventory.simulator;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Object instances in MIB order. Immutable; one table serves all agents of a kind. */
final class MibTable {
    private final byte[][] names;
    private final Variable[] variables;

    private MibTable(List<Map.Entry<byte[], Variable>> entries) {
        names = entries.stream().map(Map.Entry::getKey).toArray(byte[][]::new);
        variables = entries.stream().map(Map.Entry::getValue).toArray(Variable[]::new);
    }

    int size() {
        return names.length;
    }

    /** The content octets of the name of that row. */
    byte[] name(int row) {
        return names[row];
    }

    Variable variable(int row) {
        return variables[row];
    }

    /** The row of exactly that instance; negative when there is none. */
    int find(byte[] data, int from, int length) {
        int low = 0;
        int high = names.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            byte[] name = names[middle];
            int order = Oid.compare(name, 0, name.length, data, from, length);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    /** The first row after that name; {@link #size} when there is none. */
    int next(byte[] data, int from, int length) {
        int row = find(data, from, length);
        return row >= 0 ? row + 1 : -row - 1;
    }

    /** Collects instances in any order. */
    static final class Builder {
        private final TreeMap<byte[], Variable> entries =
                new TreeMap<>((a, b) -> Oid.compare(a, 0, a.length, b, 0, b.length));

        Builder add(String dotted, Variable variable) {
            if (entries.put(Oid.encode(dotted), variable) != null) {
                throw new IllegalArgumentException("Twice in one MIB: " + dotted);
            }
            return this;
        }

        MibTable build() {
            return new MibTable(List.copyOf(entries.entrySet()));
        }
    }
}
