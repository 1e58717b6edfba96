package dev.inventory.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpositionTest {
    private final Exposition metrics = Exposition.parse("""
            # TYPE memory_usedHeap_bytes gauge
            # HELP memory_usedHeap_bytes Displays the amount of used memory in bytes.
            memory_usedHeap_bytes{mp_scope="base"} 1.22223672E8
            inventory_polls_total{mp_scope="application",result="silent"} 0.0
            inventory_polls_total{mp_scope="application",result="answered"} 36505.0
            twice{a="x,y",b="say \\"yes\\""} 2 1395066363000
            plain 7
            odd NaN
            endless +Inf
            broken
            """);

    @Test
    void aSampleIsFoundWhateverItsScope() {
        assertThat(metrics.value("memory_usedHeap_bytes")).hasValue(122_223_672);
        assertThat(metrics.value("plain")).hasValue(7);
    }

    @Test
    void labelsTellSamplesApart() {
        assertThat(metrics.value("inventory_polls_total", "result=\"answered\""))
                .hasValue(36_505);
        assertThat(metrics.value("inventory_polls_total", "result=\"silent\"")).hasValue(0);
        assertThat(metrics.value("inventory_polls_total")).isEmpty();
    }

    @Test
    void labelsMayComeInAnyOrderAndHoldAnything() {
        assertThat(metrics.value("twice", "b=\"say \\\"yes\\\"\"", "a=\"x,y\"")).hasValue(2);
    }

    @Test
    void whatIsNoSampleIsPassedOver() {
        assertThat(metrics.value("broken")).isEmpty();
        assertThat(metrics.value("odd")).hasValue(Double.NaN);
        assertThat(metrics.value("endless")).hasValue(Double.POSITIVE_INFINITY);
    }
}
