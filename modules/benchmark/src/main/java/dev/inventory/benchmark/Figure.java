package dev.inventory.benchmark;

import dev.inventory.benchmark.Goal.Verdict;
import java.util.Locale;
import java.util.Optional;

/**
 * Something measured.
 *
 * @param key names it for machines, the same in every version, such as {@code polls.answered}
 * @param title names it for readers
 * @param value NaN when there was nothing to measure
 * @param unit such as {@code 1/s}, {@code ms} or {@code %}
 * @param goal what it is to be, if anything
 */
record Figure(String key, String title, double value, String unit, Optional<Goal> goal) {

    static Figure of(String key, String title, double value, String unit) {
        return new Figure(key, title, value, unit, Optional.empty());
    }

    static Figure of(String key, String title, double value, String unit, Goal goal) {
        return new Figure(key, title, value, unit, Optional.of(goal));
    }

    static Figure count(String key, String title, long count, Goal goal) {
        return of(key, title, (double) count, "", goal);
    }

    Figure withGoal(Goal wanted) {
        return of(key, title, value, unit, wanted);
    }

    /** The same that need not be anything. */
    Figure withoutGoal() {
        return of(key, title, value, unit);
    }

    /** The same under another key. */
    Figure withKey(String other) {
        return new Figure(other, title, value, unit, goal);
    }

    Optional<Verdict> verdict() {
        return goal.map(wanted -> wanted.of(value));
    }

    String shown() {
        return shown(value);
    }

    /** Three significant digits, and no fewer than all before the point; none of what was divided by nothing. */
    static String shown(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        double size = Math.abs(value);
        if (value == Math.rint(value) || size >= 100) {
            return String.format(Locale.ROOT, "%d", Math.round(value));
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }
}
