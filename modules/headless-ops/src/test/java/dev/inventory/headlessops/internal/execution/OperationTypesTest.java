package dev.inventory.headlessops.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.device.AppliedSettings;
import dev.inventory.device.DeviceCatalog;
import dev.inventory.device.DeviceProbes;
import dev.inventory.device.ObservedIdentity;
import dev.inventory.device.ObservedStatus;
import dev.inventory.device.Probe;
import dev.inventory.headlessops.ErrorClass;
import dev.inventory.headlessops.OperationOptions;
import dev.inventory.headlessops.OperationType;
import dev.inventory.headlessops.Outcome;
import dev.inventory.headlessops.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

@SuppressWarnings("UnnecessaryAssignment") // there is no container here to inject
class OperationTypesTest {

    private static final Instant NOW = Instant.parse("2024-01-15T14:30:00Z");
    private static final Target TARGET = new Target(
            7,
            "SN-1",
            new DeviceCatalog.Entry(
                    7, "core-sw-07", "SN-1", "X-1", Optional.of("16.12"), "2c", Optional.of(NOW.minusSeconds(7200))));
    private static final OperationOptions PLAIN = OperationOptions.DEFAULT;
    private static final OperationOptions CHECKED =
            new OperationOptions(true, true, 120, null, null, null, null, null, null, null);

    private final FakeProbes probes = new FakeProbes();
    private final List<Runnable> handedOver = new ArrayList<>();

    @Test
    void the_recorded_serial_is_confirmed() {
        probes.identity = answered("SN-1 ");
        Outcome outcome = sync(PLAIN);
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.before()).contains("SN-1");
        assertThat(outcome.after()).contains("SN-1");
        assertThat(outcome.identity()).isPresent();
    }

    @Test
    void another_serial_is_a_mismatch_and_recorded_as_a_fact() {
        probes.identity = answered("SN-2");
        Outcome outcome = sync(PLAIN);
        assertThat(outcome.errorClass()).contains(ErrorClass.SERIAL_MISMATCH);
        assertThat(outcome.before()).contains("SN-1");
        assertThat(outcome.after()).contains("SN-2");
        assertThat(outcome.identity()).isPresent();
    }

    @Test
    void a_device_without_a_serial_lacks_the_object() {
        probes.identity =
                new Probe.Answered<>(new ObservedIdentity(Optional.empty(), Optional.of("X-1"), Optional.empty()));
        assertThat(sync(PLAIN).errorClass()).contains(ErrorClass.NO_SUCH_OBJECT);
    }

    @Test
    void refusals_are_told_apart() {
        assertThat(refused(Probe.Cause.UNREACHABLE).errorClass()).contains(ErrorClass.UNREACHABLE);
        assertThat(refused(Probe.Cause.AUTHENTICATION_FAILURE).errorClass())
                .contains(ErrorClass.AUTHENTICATION_FAILURES);
        assertThat(refused(Probe.Cause.NO_SUCH_OBJECT).errorClass()).contains(ErrorClass.NO_SUCH_OBJECT);
        assertThat(refused(Probe.Cause.UNKNOWN_DEVICE).kind()).isEqualTo(Outcome.Kind.SKIPPED);
        probes.identity = new Probe.Silent<>("no answer");
        assertThat(sync(PLAIN).errorClass()).contains(ErrorClass.CONNECTION_TIMEOUTS);
    }

    @Test
    void connectivity_is_checked_first_and_the_serial_asked_from_the_runner() {
        probes.identity = answered("SN-1");
        probes.status = up(true);
        CompletableFuture<Outcome> outcome =
                type().run(TARGET, CHECKED, handedOver::add).toCompletableFuture();
        assertThat(outcome).isNotDone();
        assertThat(probes.identityQuestions).isZero();
        handedOver.forEach(Runnable::run);
        assertThat(outcome.join().kind()).isEqualTo(Outcome.Kind.OK);
    }

    @Test
    void a_device_that_is_down_is_not_asked_for_its_serial() {
        probes.status = up(false);
        CompletableFuture<Outcome> outcome =
                type().run(TARGET, CHECKED, Runnable::run).toCompletableFuture();
        assertThat(outcome.join().errorClass()).contains(ErrorClass.CONNECTION_TIMEOUTS);
        assertThat(probes.identityQuestions).isZero();
    }

    @Test
    void down_is_a_status_like_any_other() {
        probes.status = up(false);
        assertThat(status().kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(status().after()).contains("down");
        probes.status = up(true);
        assertThat(status().after()).contains("up");
        probes.status = new Probe.Silent<>("no answer");
        assertThat(status().after()).contains("down");
        probes.status = new Probe.Refused<>(Probe.Cause.UNREACHABLE, "no route");
        assertThat(status().errorClass()).contains(ErrorClass.UNREACHABLE);
    }

    @Test
    void an_audit_reports_what_drifted_and_records_nothing() {
        InventoryAudit audit = new InventoryAudit();
        audit.probes = probes;
        probes.identity = new Probe.Answered<>(
                new ObservedIdentity(Optional.of("SN-1"), Optional.of("X-1"), Optional.of("16.12")));
        assertThat(run(audit, PLAIN).kind()).isEqualTo(Outcome.Kind.OK);
        probes.identity =
                new Probe.Answered<>(new ObservedIdentity(Optional.of("SN-1"), Optional.empty(), Optional.of("16.13")));
        Outcome drift = run(audit, PLAIN);
        assertThat(drift.errorClass()).contains(ErrorClass.DRIFT);
        assertThat(drift.before()).contains("{\"firmware_version\":\"16.12\"}");
        assertThat(drift.after()).contains("{\"firmware_version\":\"16.13\"}");
        assertThat(drift.identity()).isEmpty();
        probes.identity =
                new Probe.Answered<>(new ObservedIdentity(Optional.of("SN-2"), Optional.of("X-2"), Optional.empty()));
        assertThat(run(audit, PLAIN).errorClass()).contains(ErrorClass.SERIAL_MISMATCH);
        probes.identity = new Probe.Silent<>("no answer");
        assertThat(run(audit, PLAIN).passes()).isTrue();
    }

    @Test
    void settings_are_applied_when_the_device_tells_them_back() {
        Map<String, String> desired = Map.of("sysName", "core");
        Map<String, String> before = Map.of("sysName", "old");
        Outcome done = apply(new AppliedSettings(desired, before, desired, Optional.empty()));
        assertThat(done.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(done.before()).contains("{\"sysName\":\"old\"}");
        assertThat(done.after()).contains("{\"sysName\":\"core\"}");
        assertThat(done.settings()).isPresent();
        Outcome other = apply(new AppliedSettings(desired, before, before, Optional.empty()));
        assertThat(other.errorClass()).contains(ErrorClass.READBACK_MISMATCH);
        Outcome refused = apply(new AppliedSettings(desired, before, Map.of(), Optional.of("Not writable")));
        assertThat(refused.errorClass()).contains(ErrorClass.WRITE_REFUSED);
        assertThat(refused.message()).isEqualTo("Not writable");
        assertThat(refused.settings()).isPresent();
        Outcome nothing = apply(new AppliedSettings(Map.of(), Map.of(), Map.of(), Optional.empty()));
        assertThat(nothing.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(nothing.settings()).isEmpty();
    }

    private Outcome apply(AppliedSettings settings) {
        probes.applied = new Probe.Answered<>(settings);
        ApplyConfig type = new ApplyConfig();
        type.probes = probes;
        return run(type, PLAIN);
    }

    @Test
    void a_firmware_inventory_tells_the_version() {
        FirmwareInventory inventory = new FirmwareInventory();
        inventory.probes = probes;
        probes.identity =
                new Probe.Answered<>(new ObservedIdentity(Optional.empty(), Optional.empty(), Optional.of("16.13 ")));
        Outcome outcome = run(inventory, PLAIN);
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.before()).contains("16.12");
        assertThat(outcome.after()).contains("16.13");
        probes.identity = answered("SN-1");
        assertThat(run(inventory, PLAIN).errorClass()).contains(ErrorClass.NO_SUCH_OBJECT);
        assertThat(inventory.isCountedByValue()).isTrue();
    }

    @Test
    void a_compliance_report_names_the_rules_that_are_not_kept() {
        assertThat(comply(List.of("16.12"), List.of("2c", "3"), "core-*-##", 3).after())
                .contains("pass");
        Outcome failed = comply(List.of("16.13"), List.of("3"), "edge-*", 1);
        assertThat(failed.errorClass()).contains(ErrorClass.NON_COMPLIANT);
        assertThat(failed.after()).contains("allowed_firmware, snmp_versions, name_pattern, max_silence_hours");
        assertThat(failed.message()).contains("Firmware 16.12 is not allowed.").contains("SNMP version 2c");
        assertThat(comply(null, null, null, 1).after()).contains("max_silence_hours");
    }

    private static Outcome comply(List<String> firmware, List<String> versions, String pattern, Integer silence) {
        ComplianceReport report = new ComplianceReport();
        report.clock = Clock.fixed(NOW, java.time.ZoneOffset.UTC);
        OperationOptions.Rules rules = new OperationOptions.Rules(firmware, versions, pattern, silence);
        return run(report, new OperationOptions(false, false, 120, null, null, null, null, null, rules, null));
    }

    private static Outcome run(OperationType type, OperationOptions options) {
        return type.run(TARGET, options, Runnable::run).toCompletableFuture().join();
    }

    private Outcome refused(Probe.Cause cause) {
        probes.identity = new Probe.Refused<>(cause, "because");
        return sync(PLAIN);
    }

    private Outcome sync(OperationOptions options) {
        return type().run(TARGET, options, Runnable::run).toCompletableFuture().join();
    }

    private BulkSerialSync type() {
        BulkSerialSync type = new BulkSerialSync();
        type.probes = probes;
        return type;
    }

    private Outcome status() {
        StatusUpdate type = new StatusUpdate();
        type.probes = probes;
        return type.run(TARGET, PLAIN, Runnable::run).toCompletableFuture().join();
    }

    private static Probe<ObservedIdentity> answered(String serial) {
        return new Probe.Answered<>(new ObservedIdentity(Optional.of(serial), Optional.empty(), Optional.empty()));
    }

    private static Probe<ObservedStatus> up(boolean up) {
        return new Probe.Answered<>(new ObservedStatus(up, "because", Instant.EPOCH));
    }

    private static final class FakeProbes implements DeviceProbes {

        private Probe<ObservedIdentity> identity;
        private Probe<ObservedStatus> status;
        private Probe<AppliedSettings> applied;
        private int identityQuestions;

        @Override
        public CompletionStage<Probe<ObservedIdentity>> readIdentity(long deviceId, boolean withFirmware) {
            identityQuestions++;
            return CompletableFuture.completedFuture(identity);
        }

        @Override
        public CompletionStage<Probe<AppliedSettings>> applySettings(long deviceId) {
            return CompletableFuture.completedFuture(applied);
        }

        @Override
        public CompletionStage<Probe<ObservedStatus>> checkStatus(long deviceId) {
            return CompletableFuture.completedFuture(status);
        }

        @Override
        public Set<Long> checkStatus(Collection<Long> deviceIds, Duration budget) {
            return Set.of();
        }
    }
}
