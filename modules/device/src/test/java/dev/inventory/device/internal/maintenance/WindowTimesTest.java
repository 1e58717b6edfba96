package dev.inventory.device.internal.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.device.internal.maintenance.MaintenanceCalendar.Open;
import dev.inventory.device.internal.maintenance.MaintenanceCalendar.Planned;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WindowTimesTest {

    private static final Instant YEAR = Instant.parse("2026-01-01T00:00:00Z");

    private static Instant at(String time) {
        return Instant.parse("2026-" + time + "Z");
    }

    @Test
    void onceFromItsBeginToShortBeforeItsEnd() {
        WindowTimes times = new WindowTimes(at("03-01T20:00:00"), at("03-01T21:00:00"));

        assertThat(times.at(at("03-01T19:59:59"))).isEmpty();
        assertThat(times.at(at("03-01T20:00:00")))
                .contains(new WindowTimes.Span(at("03-01T20:00:00"), at("03-01T21:00:00")));
        assertThat(times.at(at("03-01T20:59:59"))).isPresent();
        assertThat(times.at(at("03-01T21:00:00"))).isEmpty();
    }

    @Test
    void everySundayNightByTheWallClock() {
        WindowTimes times = new WindowTimes(YEAR, null, "0 2 * * SUN", "Europe/Berlin", Duration.ofHours(3));

        // 2026-02-01 is a Sunday, in winter; 2026-07-05 one in summer
        assertThat(times.at(at("02-01T00:59:59"))).isEmpty();
        assertThat(times.at(at("02-01T01:00:00")))
                .contains(new WindowTimes.Span(at("02-01T01:00:00"), at("02-01T04:00:00")));
        assertThat(times.at(at("02-01T03:59:59"))).isPresent();
        assertThat(times.at(at("02-01T04:00:00"))).isEmpty();
        assertThat(times.at(at("02-04T02:00:00"))).isEmpty();
        assertThat(times.at(at("07-05T00:00:00"))).isPresent();
        assertThat(times.at(at("07-05T03:00:00"))).isEmpty();
        // and back: what is remembered of later times does not matter for earlier ones
        assertThat(times.at(at("02-01T02:00:00"))).isPresent();
    }

    @Test
    void theTimesThatOverlapAPeriod() {
        WindowTimes nightly = new WindowTimes(YEAR, at("03-03T00:00:00"), "0 23 * * *", "UTC", Duration.ofHours(2));

        assertThat(nightly.within(at("03-01T00:30:00"), at("03-04T00:00:00"), 10))
                .containsExactly(
                        new WindowTimes.Span(at("02-28T23:00:00"), at("03-01T01:00:00")),
                        new WindowTimes.Span(at("03-01T23:00:00"), at("03-02T01:00:00")),
                        new WindowTimes.Span(at("03-02T23:00:00"), at("03-03T01:00:00")));
        assertThat(nightly.within(at("01-01T00:00:00"), at("02-01T00:00:00"), 10))
                .hasSize(11);

        WindowTimes once = new WindowTimes(at("03-01T20:00:00"), at("03-01T21:00:00"));
        assertThat(once.within(at("03-01T20:59:00"), at("03-02T00:00:00"), 10)).hasSize(1);
        assertThat(once.within(at("03-01T21:00:00"), at("03-02T00:00:00"), 10)).isEmpty();
    }

    @Test
    void overlappingTimesBecomeOne() {
        assertThat(PlannedTimes.merged(List.of(
                        new WindowTimes.Span(at("03-01T05:00:00"), at("03-01T06:00:00")),
                        new WindowTimes.Span(at("03-01T01:00:00"), at("03-01T03:00:00")),
                        new WindowTimes.Span(at("03-01T02:00:00"), at("03-01T04:00:00")),
                        new WindowTimes.Span(at("03-01T02:30:00"), at("03-01T02:40:00")))))
                .containsExactly(
                        new PlannedTimes.Span(at("03-01T01:00:00"), at("03-01T04:00:00")),
                        new PlannedTimes.Span(at("03-01T05:00:00"), at("03-01T06:00:00")));
    }

    @Test
    void notBeforeItsStartNorFromItsEndOn() {
        WindowTimes times =
                new WindowTimes(at("02-03T00:00:00"), at("02-05T00:00:00"), "0 0 * * *", "UTC", Duration.ofHours(1));

        assertThat(times.at(at("02-02T00:30:00"))).isEmpty();
        assertThat(times.at(at("02-03T00:30:00"))).isPresent();
        assertThat(times.at(at("02-04T00:30:00"))).isPresent();
        assertThat(times.at(at("02-05T00:30:00"))).isEmpty();
        assertThat(times.at(at("02-06T00:30:00"))).isEmpty();
    }

    @Test
    void timesThatOverlapAreOne() {
        WindowTimes times = new WindowTimes(YEAR, null, "0 * * * *", "UTC", Duration.ofMinutes(90));

        for (int minute = 0; minute < 24 * 60; minute += 7) {
            Instant at = at("02-03T00:00:00").plus(Duration.ofMinutes(minute));
            assertThat(times.at(at)).as("%s", at).isPresent();
            assertThat(times.at(at).orElseThrow().from())
                    .isEqualTo(at.truncatedTo(java.time.temporal.ChronoUnit.HOURS));
        }
    }

    @Test
    void aDeviceIsInTheWindowsOfItsOwnAndOfItsOrganization() {
        MaintenanceCalendar calendar = new MaintenanceCalendar();
        Instant begin = at("02-01T00:00:00");
        Instant early = at("02-01T01:00:00");
        Instant late = at("02-01T02:00:00");
        assertThat(calendar.isEmpty()).isTrue();
        calendar.replace(List.of(
                new Planned(1, new WindowTimes(begin, early), Set.of(), Set.of(7L)),
                new Planned(2, new WindowTimes(begin, late), Set.of(3L), Set.of())));

        assertThat(calendar.isEmpty()).isFalse();
        assertThat(calendar.at(7, 3, begin)).contains(new Open(2, begin, late));
        assertThat(calendar.at(7, 4, begin)).contains(new Open(1, begin, early));
        assertThat(calendar.at(8, 3, early)).contains(new Open(2, begin, late));
        assertThat(calendar.at(7, 4, early)).isEmpty();
        assertThat(calendar.at(8, 4, begin)).isEmpty();
    }
}
