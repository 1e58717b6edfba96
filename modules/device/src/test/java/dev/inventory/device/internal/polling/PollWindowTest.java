package dev.inventory.device.internal.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PollWindowTest {

    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final AtomicLong now = new AtomicLong();

    /** Time goes on by a little whenever it is looked at. */
    private PollWindow window(int size) {
        return new PollWindow(
                size, () -> now.addAndGet(Duration.ofNanos(300_000).toNanos()));
    }

    private void later() {
        now.addAndGet(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void whoLeavesMakesRoom() {
        PollWindow window = window(2);
        PollWindow.Place first = window.enter(AT_ONCE);
        PollWindow.Place second = window.enter(AT_ONCE);
        assertThat(window.enter(AT_ONCE)).isNull();

        first.leave(false);
        assertThat(window.enter(AT_ONCE)).isNotNull();
        assertThat(window.enter(AT_ONCE)).isNull();
        second.leave(false);
        assertThat(window.enter(AT_ONCE)).isNotNull();
    }

    @Test
    void whatIsNotAnsweredForAWhileHoldsUpNoOther() {
        PollWindow window = window(1);
        PollWindow.Place silent = window.enter(AT_ONCE);
        later();
        PollWindow.Place other = window.enter(AT_ONCE);
        assertThat(other).isNotNull();

        // its place was given away already: leaving makes no second one
        silent.leave(false);
        assertThat(window.enter(AT_ONCE)).isNull();
        other.leave(false);
        assertThat(window.enter(AT_ONCE)).isNotNull();
    }

    @Test
    void whereAnswersComeSoonWhoIsSilentIsGivenUpSooner() {
        PollWindow window = window(1);
        PollWindow.Place silent = window.enter(AT_ONCE);
        now.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(window.enter(AT_ONCE)).isNull();
        silent.leave(false);

        for (int i = 0; i < 1000; i++) {
            window.enter(AT_ONCE).leave(true);
        }
        PollWindow.Place another = window.enter(AT_ONCE);
        assertThat(another).isNotNull();
        now.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(window.enter(AT_ONCE)).isNotNull();
    }

    @Test
    void whereAnswersBecomeSlowNobodyIsGivenUpSoonerThanAtFirst() {
        PollWindow window = window(1);
        for (int i = 0; i < 1000; i++) {
            window.enter(AT_ONCE).leave(true);
        }
        for (int i = 0; i < 1000; i++) { // slower than a place is held
            PollWindow.Place slow = window.enter(AT_ONCE);
            now.addAndGet(Duration.ofMillis(200).toNanos());
            slow.leave(true);
        }
        assertThat(window.enter(AT_ONCE)).isNotNull();
        now.addAndGet(Duration.ofMillis(200).toNanos());
        assertThat(window.enter(AT_ONCE)).isNull();
        now.addAndGet(PollWindow.LONGEST_ON_ITS_WAY.toNanos());
        assertThat(window.enter(AT_ONCE)).isNotNull();
    }

    @Test
    void howManyAreWaitedForIsBounded() {
        PollWindow window = window(1);
        List<PollWindow.Place> places = new ArrayList<>();
        for (int i = 0; i < PollWindow.WAITED_FOR; i++) {
            places.add(window.enter(AT_ONCE));
            later();
        }
        assertThat(places).doesNotContainNull();
        assertThat(window.enter(AT_ONCE)).isNull();
        places.get(7).leave(false);
        assertThat(window.enter(AT_ONCE)).isNotNull();
    }
}
