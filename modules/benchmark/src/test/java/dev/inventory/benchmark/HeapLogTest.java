package dev.inventory.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapLogTest {
    @Test
    void findsThePeaksOfAllCollections() {
        String log = """
                [0.9s][info][gc] Using G1
                [1.2s][info][gc] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 180M->45M(376M) 5.612ms
                [2.2s][info][gc] GC(1) Concurrent Mark Cycle
                [2.3s][info][gc] GC(1) Pause Remark 90M->88M(400M) 2.000ms
                [3.2s][info][gc] GC(2) Pause Young (Normal) (G1 Evacuation Pause) 241M->61M(400M) 7.100ms
                """;
        assertThat(HeapLog.peaks(log)).isEqualTo(new HeapLog.Peaks(241, 88, 400));
    }

    @Test
    void withoutACollectionThereIsNone() {
        assertThat(HeapLog.peaks("[0.9s][info][gc] Using G1\n")).isEqualTo(new HeapLog.Peaks(0, 0, 0));
    }

    @Test
    void whatWasAllocatedIsWhatCameBetweenCollections() {
        String log = """
                [1.2s][info][gc] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 180M->45M(376M) 5.612ms
                [2.3s][info][gc] GC(1) Pause Remark 90M->88M(400M) 2.000ms
                [3.2s][info][gc] GC(2) Pause Young (Normal) (G1 Evacuation Pause) 241M->61M(400M) 7.100ms
                """;
        assertThat(HeapLog.allocated(log)).isEqualTo((45 + 153) / 2.0);
        assertThat(HeapLog.allocated(log.substring(0, log.indexOf('\n')))).isNaN();
        assertThat(HeapLog.allocated("")).isNaN();
    }
}
