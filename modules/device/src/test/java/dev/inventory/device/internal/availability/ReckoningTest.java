package dev.inventory.device.internal.availability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.device.DeviceState;
import dev.inventory.device.internal.availability.Availability.Outage;
import dev.inventory.device.internal.maintenance.PlannedTimes.Span;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changes in, sums out: a period of ten hours from noon. */
class ReckoningTest {

    private static Instant at(String time) {
        return Instant.parse("2026-03-01T" + time + ":00Z");
    }

    private static Reckoning tenHours(Span... planned) {
        return new Reckoning(at("12:00"), at("22:00"), List.of(planned));
    }

    private static void up(Reckoning reckoning, String time) {
        reckoning.change(at(time), true, DeviceState.UP, "Answered over SNMP");
    }

    private static void down(Reckoning reckoning, String time) {
        reckoning.change(at(time), false, DeviceState.DOWN, "No answer");
    }

    @Test
    void whatWasNeverDownIsAHundred() {
        Reckoning reckoning = tenHours();
        up(reckoning, "08:00");

        Availability availability = reckoning.conclude();

        assertThat(availability.percent()).isEqualTo(100.0);
        assertThat(availability.upSeconds()).isEqualTo(36_000);
        assertThat(availability.outages()).isEmpty();
        assertThat(availability.note()).isNull();
    }

    @Test
    void anOutageCountsForItsLength() {
        Reckoning reckoning = tenHours();
        up(reckoning, "11:00");
        down(reckoning, "13:00");
        up(reckoning, "13:30");
        down(reckoning, "14:00");
        up(reckoning, "14:30");

        Availability availability = reckoning.conclude();

        assertThat(availability.percent()).isEqualTo(90.0);
        assertThat(availability.downSeconds()).isEqualTo(3600);
        assertThat(availability.outages())
                .containsExactly(
                        new Outage(at("14:00"), at("14:30"), 1800, "down", "No answer"),
                        new Outage(at("13:00"), at("13:30"), 1800, "down", "No answer"));
    }

    @Test
    void oneThatBeganBeforeAndOneThatGoesOn() {
        Reckoning reckoning = tenHours();
        down(reckoning, "03:00");
        up(reckoning, "13:00");
        down(reckoning, "21:00");

        Availability availability = reckoning.conclude();

        assertThat(availability.percent()).isEqualTo(80.0);
        assertThat(availability.outages())
                .extracting(Outage::begin, Outage::end)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(at("21:00"), null),
                        org.assertj.core.groups.Tuple.tuple(at("12:00"), at("13:00")));
    }

    @Test
    void whatNobodyKnewIsNotObserved() {
        Reckoning reckoning = tenHours();
        reckoning.change(at("14:00"), false, DeviceState.UNKNOWN, "Not polled yet");
        up(reckoning, "17:00");

        Availability availability = reckoning.conclude();

        assertThat(availability.percent()).isEqualTo(100.0);
        assertThat(availability.unknownSeconds()).isEqualTo(5 * 3600);
        assertThat(availability.observedSeconds()).isEqualTo(5 * 3600);
        assertThat(tenHours().conclude().percent()).isNull();
    }

    @Test
    void plannedWorkIsNoOutageAndCountsForNothing() {
        Reckoning reckoning = tenHours(
                new Span(at("10:00"), at("13:00")),
                new Span(at("14:30"), at("15:30")),
                new Span(at("18:00"), at("19:00")));
        up(reckoning, "11:00");
        down(reckoning, "12:10");
        up(reckoning, "12:50"); // within work
        down(reckoning, "14:00");
        up(reckoning, "16:00"); // half of it within work

        Availability availability = reckoning.conclude();

        assertThat(availability.maintenanceSeconds()).isEqualTo(3 * 3600);
        assertThat(availability.downSeconds()).isEqualTo(3600);
        assertThat(availability.upSeconds()).isEqualTo(6 * 3600);
        assertThat(availability.percent()).isEqualTo(85.7142);
        assertThat(availability.outages())
                .containsExactly(new Outage(at("14:00"), at("16:00"), 3600, "down", "No answer"));
    }

    @Test
    void unreachableIsShownApartAndFlappingIsWhatItIs() {
        Reckoning reckoning = tenHours();
        up(reckoning, "11:00");
        reckoning.change(at("13:00"), false, DeviceState.UNREACHABLE, "Its parent");
        down(reckoning, "14:00");
        reckoning.change(at("15:00"), true, DeviceState.FLAPPING, "Answered");
        reckoning.change(at("16:00"), true, DeviceState.UP, "Rebooted");
        reckoning.change(at("17:00"), false, DeviceState.FLAPPING, "No answer");
        up(reckoning, "18:00");

        Availability availability = reckoning.conclude();

        assertThat(availability.unreachableSeconds()).isEqualTo(3600);
        assertThat(availability.downSeconds()).isEqualTo(2 * 3600);
        assertThat(availability.percent()).isEqualTo(70.0);
        assertThat(availability.outages())
                .extracting(Outage::seconds, Outage::statusDetail, Outage::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(3600L, "flapping", "No answer"),
                        org.assertj.core.groups.Tuple.tuple(7200L, "unreachable", "Its parent"));
    }

    @Test
    void aHundredIsNeverRoundedUpTo() {
        Reckoning reckoning = tenHours();
        up(reckoning, "11:00");
        reckoning.change(at("13:00"), false, DeviceState.DOWN, "No answer");
        reckoning.change(at("13:00").plusMillis(1), true, DeviceState.UP, "Answered");

        assertThat(reckoning.conclude().percent()).isEqualTo(99.9999);
    }

    @Test
    void ofManyOutagesTheLatestAreListed() {
        Reckoning reckoning = tenHours();
        for (int i = 0; i < 1234; i++) {
            reckoning.change(at("12:00").plusSeconds(20L * i), false, DeviceState.DOWN, "No answer");
            reckoning.change(at("12:00").plusSeconds(20L * i + 10), true, DeviceState.UP, "Answered");
        }

        Availability availability = reckoning.conclude();

        assertThat(availability.outageCount()).isEqualTo(1234);
        assertThat(availability.downSeconds()).isEqualTo(12_340);
        assertThat(availability.outages()).hasSize(Reckoning.MOST_OUTAGES);
        assertThat(availability.outages().get(0).begin()).isEqualTo(at("12:00").plusSeconds(20 * 1233));
        assertThat(availability.note()).isEqualTo("Only the latest 1,000 of 1,234 outages are listed.");
    }
}
