package dev.inventory.systemtests;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * How long tests wait for what must happen. What they show is that it happens, not how soon: a machine that builds
 * something else beside them must not fail them. How soon is measured by the benchmark.
 */
final class Patience {

    static final Duration LONG = Duration.ofMinutes(3);

    private Patience() {}

    static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(LONG);
    }
}
