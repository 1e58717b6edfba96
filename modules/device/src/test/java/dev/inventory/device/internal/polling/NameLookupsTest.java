package dev.inventory.device.internal.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NameLookupsTest {

    private final BlockingQueue<List<Long>> begun = new LinkedBlockingQueue<>();
    private final Semaphore answers = new Semaphore(0);
    private final NameLookups lookups = new NameLookups(ids -> {
        begun.add(ids);
        answers.acquireUninterruptibly();
        if (ids.contains(13L)) {
            throw new IllegalStateException("no database");
        }
    });

    @AfterEach
    void end() {
        answers.release(1000);
        lookups.close();
    }

    @Test
    void looksUpAgainWhatWasAddedMeanwhileAndNeverTwiceAtATime() throws InterruptedException {
        lookups.add(7);
        assertThat(next()).containsExactly(7L);

        lookups.add(7);
        lookups.add(7);
        lookups.add(8);

        assertThat(next()).containsExactly(8L);
        assertThat(lookups.awaits(7)).isTrue();
        answers.release(2);
        assertThat(next()).containsExactly(7L);
        assertThat(begun).isEmpty();
    }

    @Test
    void goesOnAfterAFailure() throws InterruptedException {
        lookups.add(13);
        assertThat(next()).containsExactly(13L);
        answers.release();
        lookups.add(14);

        assertThat(next()).containsExactly(14L);
    }

    @Test
    void handsOverAFewAtATime() throws InterruptedException {
        for (long id = 1; id <= NameLookups.THREADS; id++) {
            lookups.add(id);
            assertThat(next()).containsExactly(id);
        }
        for (long id = 100; id < 100 + NameLookups.AT_ONCE + 1; id++) {
            lookups.add(id);
        }

        answers.release(NameLookups.THREADS);

        assertThat(List.of(next().size(), next().size())).containsExactlyInAnyOrder(NameLookups.AT_ONCE, 1);
    }

    private List<Long> next() throws InterruptedException {
        return begun.poll(1, TimeUnit.MINUTES);
    }
}
