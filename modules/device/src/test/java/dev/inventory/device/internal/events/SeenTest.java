package dev.inventory.device.internal.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.device.internal.events.Seen.Span;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenTest {

    private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATE = EARLY.plusSeconds(60);

    private static Seen seen(long high, Long... ids) {
        return Seen.upTo(high).with(List.of(ids), EARLY, 7);
    }

    @Test
    void whatIsMissingBetweenNewIdsIsAGap() {
        Seen seen = seen(10, 11L, 14L, 15L, 20L);

        assertThat(seen.high()).isEqualTo(20);
        assertThat(seen.missing()).containsExactly(new Span(12, 13), new Span(16, 19));
        assertThat(LongStream.rangeClosed(1, 21).filter(seen::contains))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 14L, 15L, 20L);
    }

    @Test
    void anIdThatTurnsUpClosesOrPartsItsGap() {
        Seen seen = seen(10, 21L).with(List.of(11L, 15L, 16L, 20L, 23L), LATE, 9);

        assertThat(seen.missing()).containsExactly(new Span(12, 14), new Span(17, 19), new Span(22, 22));
        assertThat(seen.gaps()).extracting(Seen.Gap::since).containsExactly(EARLY, EARLY, LATE);
        assertThat(seen.gaps()).extracting(Seen.Gap::mark).containsExactly(7L, 7L, 9L);
        assertThat(seen.with(List.of(12L, 13L, 14L, 17L, 18L, 19L, 22L), LATE, 9))
                .isEqualTo(Seen.upTo(23));
    }

    @Test
    void aGapThatIsGivenUpIsSeen() {
        Seen seen = seen(10, 12L).with(List.of(14L), LATE, 9);

        Seen left = seen.without(gap -> gap.since().equals(EARLY));

        assertThat(left.missing()).containsExactly(new Span(13, 13));
        assertThat(left.contains(11)).isTrue();
        assertThat(left.without(gap -> false)).isSameAs(left);
    }

    @Test
    void isReadBackAsItWasTold() {
        Seen seen = seen(10, 12L, 20L);

        assertThat(Bookmark.text(seen)).isEqualTo("20~11,13-19");
        Bookmark read = Bookmark.parse("20~11,13-19").orElseThrow();
        assertThat(read.exact()).isTrue();
        assertThat(read.seen().high()).isEqualTo(20);
        assertThat(read.seen().missing()).isEqualTo(seen.missing());
        assertThat(Bookmark.text(Seen.upTo(5))).isEqualTo("5~");
        assertThat(Bookmark.parse("5~").orElseThrow()).isEqualTo(new Bookmark(Seen.upTo(5), true));
        assertThat(Bookmark.parse(" 0 ").orElseThrow()).isEqualTo(new Bookmark(Seen.upTo(0), false));
    }

    @Test
    void withTooManyGapsItIsARowAfterWhichSomeMayComeAgain() {
        Long[] ids = LongStream.rangeClosed(1, 21).map(n -> 2 * n).boxed().toArray(Long[]::new);

        assertThat(Bookmark.text(seen(0, ids))).isEqualTo("42");
        assertThat(Bookmark.parse("42").orElseThrow().exact()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "-1",
                "+1",
                "1.5",
                "1,2",
                "~",
                "20~x",
                "20~21",
                "20~5-3",
                "20~5,4",
                "20~5,5",
                "20~5,",
                "20~,5",
                "20~0",
                "20~5-",
                "20~-5",
                "20~5-6-7",
                "9999999999999999999",
                "20~~",
                "20 21"
            })
    void whatIsNoIdOfTheStreamIsNotRead(String text) {
        assertThat(Bookmark.parse(text)).isEqualTo(Optional.empty());
    }
}
